import { useTranslation } from 'react-i18next'
import type { Call } from '#domain/model/call.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { findNearest } from '#renderer/shared/sessions/target-slots.ts'
import { useTargetSlots } from '#renderer/shared/sessions/use-target-slots.ts'
import { MoveSessionButton } from './move-session-button.tsx'
import { NearestButtons } from './nearest-buttons.tsx'

/** The nearest slots that a session can still be moved to; nothing where it may not be moved at all. */
export function MoveAlternatives({ call, near }: { readonly call: Call; readonly near: number }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const ownId = useOpenAccount()?.userId
  const findRefusal = useWorkspace(state => state.findRescheduleRefusal)
  const slots = useTargetSlots(call.partyRole === 'coach' ? ownId : call.otherId)
  if (call.status !== 'confirmed' || findRefusal(call.id) !== undefined) return null
  const nearest = findNearest(slots, near, slot => findRefusal(call.id, slot.id) === undefined)
  return (
    <NearestButtons
      title={t('nearest.move')}
      slots={nearest}
      render={slot => {
        const when = format.dayAndTimeRange(slot)
        return (
          <MoveSessionButton
            key={slot.id}
            call={call}
            toSlotId={slot.id}
            label={when}
            name={t('action.moveTo', { when })}
          />
        )
      }}
    />
  )
}
