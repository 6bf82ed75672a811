import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { otherNameOf } from './other-name.ts'
import { mayWithdraw } from './session-actions.ts'

/** Takes back a request that has not left this device; nothing where there is none. */
export function WithdrawButton({ call, size = 'xs' }: { readonly call: SessionCopy; readonly size?: 'xs' | 'sm' }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const withdrawUnsent = useWorkspace(state => state.withdrawUnsent)
  const isUnsent = useWorkspace(state => state.syncByRecord.get(call.id) === 'saved-here')
  const [refusal, setRefusal] = useState<Refusal>()

  async function withdraw() {
    const outcome = await withdrawUnsent(call.id)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  if (!isUnsent || !mayWithdraw(call)) return <RefusalAlert refusal={refusal} />
  const name = otherNameOf(call, t('erasedName'))
  return (
    <>
      <Button
        size={size}
        variant="default"
        aria-label={t('action.label', { action: t('action.withdraw'), name, when: format.dayAndTimeRange(call) })}
        onClick={() => void withdraw()}
      >
        {t('action.withdraw')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
