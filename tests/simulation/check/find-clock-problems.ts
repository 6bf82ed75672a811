import { claimValidityMs } from '#domain/model/primitives.ts'
import type { DeviceName } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

/** `Date` counts whole seconds, and a device's clock counts as right within two. */
const toleranceMs = 3_000
/** From here on the person is told (MG8). */
const toldFromMs = 120_000

/**
 * Deadlines and order follow the server's clock, whatever devices' clocks say, and who has a wrong one is told (MG8). Where the
 * server's clock was set, times lie within what it has shown, and a deadline that ran meanwhile is not judged.
 */
export function findClockProblems(parts: {
  readonly settled: Settled
  readonly ledger: Ledger
  readonly skewMs: ReadonlyMap<DeviceName, number>
}): readonly string[] {
  return [...findWrongTimes(parts), ...findStrangeStamps(parts), ...findExpired(parts), ...findLate(parts)]
}

type Facts = Parameters<typeof findClockProblems>[0]

function findWrongTimes({ settled, skewMs }: Facts): readonly string[] {
  return [...settled.reportByDevice].flatMap(([device, { clockOffsetMs = 0, clockErrorMs }]) => {
    const skew = skewMs.get(device) ?? 0
    const isTold = Math.abs(clockOffsetMs) > toldFromMs
    return [
      ...(Math.abs(clockErrorMs) <= toleranceMs ? [] : [`${device} takes the time for ${clockErrorMs} ms off`]),
      ...(isTold === Math.abs(skew) > toldFromMs ? [] : [`${device} is ${skew} ms off and says ${clockOffsetMs} ms`])
    ]
  })
}

function findStrangeStamps({ settled, ledger }: Facts): readonly string[] {
  const { earliest, latest } = ledger.serverTimes
  return settled.truth.bookings
    .filter(({ claimedAt }) => claimedAt < earliest || claimedAt > latest)
    .map(({ id, claimedAt }) => `${id} was claimed at ${new Date(claimedAt).toISOString()} by the server's clock`)
}

/** A claim runs out by the server's clock; a device that has just been set wrong may not know better. */
function findExpired({ settled, ledger }: Facts): readonly string[] {
  return ledger.entries.flatMap(({ device, at, isClockNew, isServerClockNew, did: { claimed } }) => {
    const verdict = settled.truth.bookings.find(({ id }) => id === claimed?.bookingId)
    if (verdict?.decline?.reason !== 'claim-expired' || isClockNew || isServerClockNew) return []
    return verdict.claimedAt - at > claimValidityMs - toleranceMs
      ? []
      : [`the claim ${verdict.id} of ${device} expired ${verdict.claimedAt - at} ms after it was made`]
  })
}

function findLate({ settled, ledger }: Facts): readonly string[] {
  const { latest } = ledger.serverTimes
  return settled.truth.slots
    .filter(({ decline, startsAt }) => decline?.reason === 'slot-in-past' && startsAt > latest)
    .map(({ id }) => `${id} was declined as past, and is not`)
}
