import { bookingIdSchema } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { toWire, type WireDocument } from '#domain/model/wire.ts'
import { createMemo } from '../memo.ts'
import { findTurn } from './device.ts'
import type { Effects } from './effects.ts'
import { judge, type Judged } from './judge.ts'
import { type DeviceName, deviceNames } from './people.ts'
import { isCutOff, withDevice } from './pull-steps.ts'
import { listStored, makeHash } from './server.ts'
import type { Scene, ServerState, World } from './state.ts'
import type { Step } from './steps.ts'
import type { System } from './system.ts'

/** What somebody pushes into `slots` with revisions of their own, which the gate has to refuse. */
interface ForgedPush {
  readonly name: string
  readonly from: DeviceName
  readonly doc: WireDocument
  /** Whether what stands is stored above it: that person may write that slot, and the history is one that a replica may have. */
  readonly isPutRight: boolean
}

const stranger = 'coach002'
const bookingId = bookingIdSchema.parse('d'.repeat(32))

/**
 * Forged pushes that are judged while a device's request is under way: before it is stored, and stored after it. The gate's
 * own lock names say which two may be under way at once. One of somebody who may not write there must store nothing.
 */
export function createForgedStepLister(
  { hasForgers }: Scene,
  system: System,
  effects: Effects
): (world: World) => readonly Step[] {
  const judged = createMemo<readonly { readonly forged: ForgedPush; readonly outcome: Judged }[]>()
  return world => {
    if (!hasForgers || world.faultsLeft === 0) return []
    const { server, now } = world
    const stored = judged(server, server, String(now), () =>
      listForgedPushes(server).flatMap(forged => {
        const { from, doc } = forged
        const outcome = judge(server, { from, collection: 'slots', docs: [doc], now, newEdits: false }, system)
        return outcome.commits.length === 0 ? [] : [{ forged, outcome }]
      })
    )
    return stored.flatMap(({ forged, outcome }): readonly Step[] => {
      if (!forged.isPutRight) {
        const problem = `${forged.name} stored something`
        return [{ name: forged.name, world: { ...world, server: outcome.server }, isFree: true, problem }]
      }
      return deviceNames.flatMap((name): readonly Step[] => {
        const device = world.devices[name]
        const turn = device.sent === undefined && !isCutOff(world, name) ? findTurn(device) : undefined
        if (turn === undefined) return []
        const pushed = effects.push(server, device, { name, turn, now })
        if ([...outcome.lockNames].some(lock => pushed.lockNames.has(lock))) return []
        const after = listStored(pushed.server, outcome.commits).at(-1) ?? pushed.server
        const both = { ...world, server: after, faultsLeft: world.faultsLeft - 1 }
        return [
          {
            name: `${name} pushes ${turn}, and ${forged.name} was judged before`,
            world: withDevice(both, name, { ...device, sent: pushed.sent }),
            isFree: true
          }
        ]
      })
    })
  }
}

function listForgedPushes({ slots }: ServerState): readonly ForgedPush[] {
  return Object.values(slots).flatMap(({ rev, value }) => (value === undefined ? [] : listForgeriesOf(value, rev)))
}

function listForgeriesOf(slot: Slot, rev: number): readonly ForgedPush[] {
  const { id, coachId, startsAt, endsAt } = slot
  const open = { id, coachId, startsAt, endsAt, status: 'open' } as const
  const claim = { ...open, status: 'requested', bookingId, validUntil: startsAt } as const
  const history = { _rev: `${rev + 1}-ee`, _revisions: { start: rev + 1, ids: ['ee', makeHash()] } }
  const wire = (from: { readonly id: string }, more: object): WireDocument => ({ ...toWire(from), ...more })
  const by = (from: DeviceName, what: string, doc: WireDocument): ForgedPush => ({
    name: `${from}'s forged ${what}`,
    from,
    doc: { ...doc, ...history },
    isPutRight: from === 'coach-a'
  })
  // Stored, it would be there twice: the known revision beneath it would be a live one of another branch, too.
  const beneath = { _rev: `${rev + 1}-ee`, _revisions: { start: rev + 1, ids: ['ee', makeHash(), 'ff'] } }
  const onMadeUp = (from: DeviceName, what: string, doc: WireDocument): readonly ForgedPush[] =>
    rev === 1
      ? []
      : [{ name: `${from}'s ${what} on made-up ancestors`, from, doc: { ...doc, ...beneath }, isPutRight: false }]
  return [
    ...onMadeUp('coach-a', 'open slot', toWire(open)),
    ...onMadeUp('coach-a', 'removal', { _id: id, _deleted: true }),
    ...onMadeUp('sue', 'claim', wire(claim, {})),
    by('sue', 'claim with another coach', wire(claim, { coachId: stranger })),
    by('sue', 'open slot', toWire(open)),
    by('sue', 'removal', { _id: id, _deleted: true }),
    by('coach-a', 'slot of another coach', wire(open, { coachId: stranger })),
    by('coach-a', 'booked slot', wire(open, { status: 'booked', bookingId }))
  ]
}
