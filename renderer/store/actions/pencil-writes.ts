import type { BookingId, SlotId, UserId } from '#domain/model/primitives.ts'
import type { SeriesPlace } from '#domain/model/series.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { phoneEndOf } from '#domain/rules/phone-end.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { type ActionContext, giving, refuse } from './action-context.ts'
import { createPencilJudge, type Met } from './pencil-judge.ts'

/** Writes a pencilled copy, without its place in the journal of this device. */
export type WritePencil = (
  slotId: SlotId,
  studentId: UserId,
  met: Met | undefined,
  series?: SeriesPlace
) => Promise<Outcome<BookingId>>

export function createPencilWrites(context: ActionContext): WritePencil {
  const { repositories, now } = context
  const { judge, listMet } = createPencilJudge(context)

  /** A number that may be kept for good: whatever becomes of this request, it says nothing of when another one would end (PH5). */
  function findLastingPhone(studentId: UserId): string | undefined {
    const lasting = listMet(studentId).filter(call => phoneEndOf(call) === undefined)
    return lasting.find(({ otherPhone }) => otherPhone !== undefined)?.otherPhone
  }

  return async (slotId, studentId, met, series) => {
    const id = context.createId()
    const refused = judge(id, slotId, studentId, met !== undefined)
    const slot = slotFromId(slotId)
    if (refused !== undefined) return refused
    if (slot === undefined || met === undefined) return refuse('slot-gone', { slotId })
    const { otherName, otherZone, signed } = met
    const otherPhone = findLastingPhone(studentId)
    const pencilled: SessionCopy = {
      id,
      kind: 'call',
      status: 'pencilled',
      slotId,
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      partyRole: 'coach',
      otherId: studentId,
      otherName,
      ...(otherPhone === undefined ? {} : { otherPhone }),
      ...(otherZone === undefined ? {} : { otherZone }),
      ...(signed === undefined ? {} : { signed }),
      claimedAt: now(),
      pencilled: true,
      ...(series === undefined ? {} : { series })
    }
    return giving(await repositories.calls.save(pencilled), id)
  }
}
