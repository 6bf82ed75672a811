import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import type { InboxItem } from '#renderer/shared/inbox/inbox-items.ts'
import { usePutAside } from './use-put-aside.ts'

/** Puts all that was only to be read aside at once; nothing for a single item, which has its own button. */
export function PutNewsAsideButton({ items }: { readonly items: readonly InboxItem[] }) {
  const { t } = useTranslation('inbox')
  const { putAside, refusal } = usePutAside()
  if (items.length < 2) return <RefusalAlert refusal={refusal} />
  return (
    <>
      <Button size="xs" variant="subtle" color="gray" onClick={() => void putAside(items.map(({ id }) => id))}>
        {t('action.putNewsAside')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
