import { isDeepStrictEqual } from 'node:util'
import { withoutPhone } from '#domain/rules/phone-end.ts'
import type { Shown, Status } from '../device/protocol.ts'
import { type DeviceName, ownerOf } from '../plan/people.ts'
import type { Plain, Truth } from '../world/read-truth.ts'

/** How a device differs from the server. Notices are compared by what the server has told: a device has its own besides. */
export function compareReplica(device: DeviceName, report: Shown, truth: Truth): readonly string[] {
  const copies = truth.copiesByPerson.get(ownerOf(device)) ?? []
  const ofKind = (wanted: string): readonly Plain[] => copies.filter(({ kind }) => kind === wanted)
  const told = new Set(ofKind('notice').map(({ id }) => id))
  const blocks: unknown = ofKind('blocks')[0]?.['studentIds']
  return [
    ...compare('slot', report.slots, truth.slots),
    ...compare('coach', report.coaches, truth.coaches),
    ...compare('booking', report.calls.map(withoutEndingPhone), ofKind('call').map(withoutEndingPhone)),
    ...compare('dossier', [...report.dossiers.values()], ofKind('dossier')),
    ...compare('watch', report.watches, ofKind('watch')),
    ...compare('busy times', report.busy === undefined ? [] : [report.busy], ofKind('busy').filter(hasTimes)),
    ...(isDeepStrictEqual([...report.blocked].toSorted(), blocks ?? [])
      ? []
      : [`blocks ${[...report.blocked].join(' ')} and not ${JSON.stringify(blocks ?? [])}`]),
    ...[...told].filter(id => !report.notices.some(notice => notice.id === id)).map(id => `${id} is missing`)
  ].map(line => `${device}: ${line}`)
}

/** A number that ends goes from the server and from each device by itself, in whatever order: `find-ended-phones.ts` looks after it. */
function withoutEndingPhone<
  T extends { readonly id: string; readonly status?: unknown; readonly otherPhone?: unknown }
>(copy: T): T {
  return copy.status === 'cancelled' ? withoutPhone(copy) : copy
}

/** A calendar file that its coach removed leaves a document without times, which no screen shows. */
function hasTimes({ intervals }: Plain): boolean {
  return Array.isArray(intervals) && intervals.length > 0
}

function compare(
  name: string,
  here: readonly { readonly id: string }[],
  there: readonly { readonly id: string }[]
): readonly string[] {
  const hereById = new Map(here.map(document => [document.id, document]))
  const thereById = new Map(there.map(document => [document.id, document]))
  return [...new Set([...hereById.keys(), ...thereById.keys()])].flatMap(id => {
    const [mine, theirs] = [hereById.get(id), thereById.get(id)]
    if (isDeepStrictEqual(mine, theirs)) return []
    return [`${name} ${id} is ${JSON.stringify(mine)} and not ${JSON.stringify(theirs)}`]
  })
}

export function isAtRest(status: Status | undefined): boolean {
  return status?.sync.kind === 'synced' && status.pending.length === 0 && status.underWay === 0
}

/** Whether a device tells its owner that the account is disabled. */
export function isShutOut(status: Status | undefined): boolean {
  return status?.sync.kind === 'account-disabled'
}

export function findShutOutUnrest(device: DeviceName, report: Shown): readonly string[] {
  return isShutOut(report) ? [] : [`${device}: is ${JSON.stringify(report.sync)}, though its account is disabled`]
}

/** What a device still waits for. */
export function findWaiting(device: DeviceName, { sync, pending, underWay, calls, slots }: Shown): readonly string[] {
  return [
    ...(sync.kind === 'synced' ? [] : [`is ${JSON.stringify(sync)}`]),
    ...pending.map(
      id => `waits for ${JSON.stringify([...calls, ...slots].find(document => document.id === id) ?? id)}`
    ),
    ...(underWay === 0 ? [] : [`has ${underWay} requests under way`])
  ].map(line => `${device}: ${line}`)
}
