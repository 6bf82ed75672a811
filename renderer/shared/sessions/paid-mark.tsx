import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useUndo } from '../undo/use-undo.ts'
import { useOtherLabel } from './other-name.ts'
import { PaidField, toPaidValue } from './paid-field.tsx'

interface PaidMarkProps {
  readonly call: SessionCopy
  /** Whether its label can be seen. */
  readonly isVisible?: boolean
  readonly onNoted?: () => void
}

/** Notes at once whether a coach's session is paid. Nothing where that cannot be said: before its start, and of one that was called off. */
export function PaidMark({ call, isVisible = false, onNoted }: PaidMarkProps) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const now = useNow()
  const isOffered = useOffer('paid') === 'offered'
  const setPaid = useWorkspace(state => state.setPaid)
  const { offer } = useUndo()
  const toasts = useToasts()
  const refusalText = useRefusalText()
  const [isBusy, setBusy] = useState(false)
  const name = useOtherLabel(call)
  if (!isOffered || !mayBePaid(call, now)) return null

  async function note(paid: boolean | undefined) {
    setBusy(true)
    onNoted?.()
    const outcome = await setPaid(call.id, paid)
    setBusy(false)
    if (outcome.ok) offer(t(`paid.noted.${toPaidValue(paid)}`, { name }))
    else toasts.showRefused(refusalText(outcome.refusal))
  }

  return (
    <PaidField
      paid={call.paid}
      label={isVisible ? t('paid.label') : t('paid.of', { name, when: format.dayAndTimeRange(call) })}
      isVisible={isVisible}
      disabled={isBusy}
      onChange={paid => void note(paid)}
    />
  )
}

function mayBePaid({ partyRole, status, startsAt }: SessionCopy, now: number): boolean {
  const isOff = status === 'pencilled' || status === 'cancelled' || status === 'declined'
  return partyRole === 'coach' && !isOff && startsAt <= now
}
