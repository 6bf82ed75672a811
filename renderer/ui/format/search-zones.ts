import { otherZoneNames, todaysZoneName } from '#domain/time/zone-names.ts'

/** Whether somebody who types this means the zone: by any of its names, without accents, in any case, `_` as a blank. */
export function matchesZone(zone: string, typed: string): boolean {
  const wanted = plain(typed)
  return [todaysZoneName(zone), ...otherZoneNames(zone)].some(name => plain(name).includes(wanted))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').replace(/\s+/g, ' ').trim().toLowerCase()
}
