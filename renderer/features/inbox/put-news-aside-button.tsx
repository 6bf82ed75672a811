import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'
import type { InboxItem } from './inbox-items.ts'

/** Puts all that was only to be read aside at once; nothing for a single item, which has its own button. */
export function PutNewsAsideButton({ items }: { readonly items: readonly InboxItem[] }) {
  const { t } = useTranslation('inbox')
  const setDismissed = useWorkspace(state => state.setNoticeDismissed)
  const [refusal, setRefusal] = useState<Refusal>()

  async function putAside() {
    for (const { id } of items) {
      const outcome = await setDismissed(id, true)
      setRefusal(outcome.ok ? undefined : outcome.refusal)
      if (!outcome.ok) return
    }
  }

  if (items.length < 2) return <RefusalAlert refusal={refusal} />
  return (
    <>
      <Button size="xs" variant="subtle" color="gray" onClick={() => void putAside()}>
        {t('action.putNewsAside')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
