import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Instant, type SlotId, slotLengthMs } from '#domain/model/primitives.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { isMovable, type SlotView } from './model/slot-view.ts'

/** Words for slots. */
export interface SlotText {
  readonly shortName: (slot: SlotView) => string
  /** What a block shows by its place and look alone, for those who hear the page: state and day, to stand between name and times. */
  readonly unseen: (slot: SlotView) => string
  /** Day and times of the slot that begins then. */
  readonly when: (startsAt: Instant) => string
  /** Why a time is refused before anything was sent, with the slot it meets. */
  readonly refusal: (refused: Pick<Refused, 'refusal' | 'slotId'>) => string
  /** The same in a few words. */
  readonly shortRefusal: (refused: Pick<Refused, 'refusal' | 'slotId'>) => string
  /** Why the server did not take a slot, with the one it met then, which may be gone by now. */
  readonly decline: (decline: NonNullable<SlotView['decline']>) => string
  readonly isMovable: (slot: SlotView) => boolean
  /** Whether it holds a session that its coach may move. */
  readonly holdsMovable: (slot: SlotView) => boolean
}

export function useSlotText(): SlotText {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const refusalText = useRefusalText()
  const now = useWorkspace(state => state.now)
  const findRescheduleRefusal = useWorkspace(state => state.findRescheduleRefusal)
  return useMemo(() => {
    const when = (startsAt: Instant) => format.dayAndTimeRange({ startsAt, endsAt: startsAt + slotLengthMs })
    const shortName = (slot: SlotView) => slot.studentName ?? shared(`status.${slot.look}`)
    const meets = (slotId: SlotId | undefined) => {
      const met = slotId === undefined ? undefined : parseSlotId(slotId)
      return met === undefined ? '' : ` ${t('refused.meets', { slot: when(met.startsAt) })}`
    }
    return {
      shortName,
      when,
      unseen: slot =>
        [
          '',
          ...(slot.studentName === undefined ? [] : [shared(`status.${slot.look}`)]),
          ...(slot.isPast ? [t('look.past')] : []),
          format.shortDay(slot.startsAt),
          ''
        ].join(', '),
      refusal: ({ refusal, slotId }) =>
        (refusal === 'slot-in-past' ? t('refused.past') : refusalText(refusal)) + meets(slotId),
      shortRefusal: ({ refusal, slotId }) => {
        const met = slotId === undefined ? undefined : parseSlotId(slotId)
        if (met !== undefined) return t('refused.meetsShort', { slot: when(met.startsAt) })
        return refusal === 'slot-in-past' ? t('refused.pastShort') : refusalText(refusal)
      },
      decline: ({ reason, slotId }) => {
        if (reason !== 'slot-overlaps') return refusalText(reason) + meets(slotId)
        const met = slotId === undefined ? undefined : parseSlotId(slotId)
        return met === undefined ? t('declined.overlapped') : t('declined.met', { slot: when(met.startsAt) })
      },
      isMovable: slot => isMovable(slot, now()),
      holdsMovable: ({ look, bookingId }) =>
        look === 'booked' && bookingId !== undefined && findRescheduleRefusal(bookingId) === undefined
    }
  }, [findRescheduleRefusal, format, now, refusalText, shared, t])
}
