import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { usePutAside } from './use-put-aside.ts'

/** Puts a notice aside, or takes it back; it is never thrown away. */
export function PutAsideButton({ notice, title }: { readonly notice: Notice; readonly title: string }) {
  const { t } = useTranslation('inbox')
  const { putAside, moveBack, refusal } = usePutAside()
  const action = t(notice.dismissed ? 'action.restore' : 'action.putAside')

  return (
    <>
      <Button
        size="xs"
        ml="auto"
        variant="subtle"
        color="gray"
        aria-label={t('action.label', { action, title })}
        onClick={() => void (notice.dismissed ? moveBack : putAside)([notice.id])}
      >
        {action}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
