import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import type { Refusal } from '../../store/contract.ts'
import { useWorkspace } from '../../store/hooks.ts'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'

/** Puts a notice aside, or takes it back; it is never thrown away. */
export function PutAsideButton({ notice, title }: { readonly notice: Notice; readonly title: string }) {
  const { t } = useTranslation('inbox')
  const setDismissed = useWorkspace(state => state.setNoticeDismissed)
  const [refusal, setRefusal] = useState<Refusal>()
  const action = t(notice.dismissed ? 'action.restore' : 'action.putAside')

  async function change() {
    const outcome = await setDismissed(notice.id, !notice.dismissed)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  return (
    <>
      <Button
        size="xs"
        ml="auto"
        variant="subtle"
        color="gray"
        aria-label={t('action.label', { action, title })}
        onClick={() => void change()}
      >
        {action}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
