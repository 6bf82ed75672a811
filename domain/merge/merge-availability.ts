import { type CoachAvailability, noAvailability } from '../model/availability.ts'
import type { Instant } from '../model/primitives.ts'
import { isSame } from '../rules/is-same.ts'
import { joinSkips } from '../model/join-skips.ts'
import { mergeField } from '../versions/three-way.ts'

/** A coach's hours of two devices, met. `lost`: what was changed here and does not stand, of the days in question alone. */
export interface MergedAvailability {
  readonly value: CoachAvailability | undefined
  readonly lost: { readonly mine: Partial<CoachAvailability>; readonly theirs: Partial<CoachAvailability> } | undefined
}

/** Why nothing of the local hours stands but skips: the server has refused them, or has another past and nobody knows what was changed where. */
interface WhollyServers {
  readonly isRefused: boolean
  readonly isOtherPast: boolean
}

interface Sides<T> {
  readonly assumed: T
  readonly server: T
  readonly local: T
}

/**
 * Hours merge per weekday and per date, not as one field (MG11): where both sides changed the same one, the server's stands. Skips of
 * both are kept (AV4).
 */
export function mergeAvailability(
  sides: Sides<CoachAvailability | undefined>,
  isWhollyServers: WhollyServers,
  now: Instant
): MergedAvailability {
  const { isRefused, isOtherPast } = isWhollyServers
  const { assumed, server, local } = sides
  if (isSame(server, local) || (isSame(local, assumed) && !isOtherPast)) return { value: server, lost: undefined }
  // A server that knows no hours at all is of another version, or its coach has set none: one side alone has changed them.
  const whole = {
    assumed: assumed ?? noAvailability,
    server: server ?? noAvailability,
    local: local ?? noAvailability
  }
  const weekly = mergeByKey(pick(whole, 'weekly'), day => String(day.weekday), isWhollyServers)
  const overrides = mergeByKey(pick(whole, 'overrides'), day => day.date, isWhollyServers)
  const weeks = mergeField(whole.assumed.weeksAhead, whole.server.weeksAhead, whole.local.weeksAhead)
  const stands = weeks.kind === 'settled' ? weeks.value : whole.server.weeksAhead
  const isWeeksLost =
    weeks.kind === 'both-changed' ||
    (isRefused && stands !== whole.server.weeksAhead) ||
    (isOtherPast && whole.local.weeksAhead !== whole.server.weeksAhead)
  const merged = {
    weekly: weekly.items,
    overrides: overrides.items,
    weeksAhead: isWeeksLost ? whole.server.weeksAhead : stands
  }
  const base = { ...merged, skips: [] }
  const skips = joinSkips(base, [whole.server.skips, isRefused ? [] : whole.local.skips], now)
  const value = { ...base, skips: [...skips] }
  const mine = {
    ...toPart('weekly', weekly.mine),
    ...toPart('overrides', overrides.mine),
    ...(isWeeksLost ? { weeksAhead: whole.local.weeksAhead } : {})
  }
  const theirs = {
    ...toPart('weekly', weekly.theirs),
    ...toPart('overrides', overrides.theirs),
    ...(isWeeksLost ? { weeksAhead: whole.server.weeksAhead } : {})
  }
  const isLost = weekly.isLost || overrides.isLost || isWeeksLost
  const isServers = isSame({ ...value, skips: [] }, { ...whole.server, skips: [] }) && isSame(skips, whole.server.skips)
  return { value: isServers ? server : value, lost: isLost ? { mine, theirs } : undefined }
}

function pick<F extends keyof CoachAvailability>(
  sides: Sides<CoachAvailability>,
  field: F
): Sides<CoachAvailability[F]> {
  return { assumed: sides.assumed[field], server: sides.server[field], local: sides.local[field] }
}

interface MergedItems<T> {
  readonly items: T[]
  readonly isLost: boolean
  readonly mine: readonly T[]
  readonly theirs: readonly T[]
}

function mergeByKey<T>(
  sides: Sides<readonly T[]>,
  keyOf: (item: T) => string,
  { isRefused, isOtherPast }: WhollyServers
): MergedItems<T> {
  const [assumed, server, local] = [sides.assumed, sides.server, sides.local].map(
    items => new Map(items.map(item => [keyOf(item), item]))
  ) as [Map<string, T>, Map<string, T>, Map<string, T>]
  const keys = [...new Set([...server.keys(), ...local.keys()])].toSorted()
  const lost: string[] = []
  const items = keys.flatMap((key): readonly T[] => {
    const [ours, theirs] = [local.get(key), server.get(key)]
    const outcome = mergeField(assumed.get(key), theirs, ours)
    const isLost =
      outcome.kind === 'both-changed' ||
      (isRefused && !isSame(outcome.value, theirs)) ||
      (isOtherPast && !isSame(ours, theirs))
    if (isLost) lost.push(key)
    const stands = isLost ? theirs : outcome.value
    return stands === undefined ? [] : [stands]
  })
  const listOf = (side: ReadonlyMap<string, T>): readonly T[] => lost.flatMap(key => side.get(key) ?? [])
  return { items, isLost: lost.length > 0, mine: listOf(local), theirs: listOf(server) }
}

function toPart<F extends string, T>(field: F, items: readonly T[]): { readonly [K in F]?: T[] } {
  return items.length === 0 ? {} : ({ [field]: [...items] } as { readonly [K in F]: T[] })
}
