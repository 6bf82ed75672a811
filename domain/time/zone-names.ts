import { renamedZones } from './renamed-zones.ts'

const groups = renamedZones
  .trim()
  .split('\n')
  .map(line => line.split(' '))
/** Of every name of a group, in lower case: today's name first, then all others. */
const groupByName: ReadonlyMap<string, readonly string[]> = new Map(
  groups.flatMap(names => names.map(name => [name.toLowerCase(), names]))
)

/** The name that a zone has today, with the letters in their usual case; a zone without another name keeps its own. */
export function todaysZoneName(zone: string): string {
  return groupByName.get(zone.toLowerCase())?.[0] ?? writeZoneName(zone)
}

/** All other names of a zone: former ones, and abbreviations that mean the same clock. */
export function otherZoneNames(zone: string): readonly string[] {
  const today = todaysZoneName(zone)
  return (groupByName.get(zone.toLowerCase()) ?? []).filter(name => name !== today)
}

/** The same name with its letters in the usual case: `europe/berlin` is `Europe/Berlin`. An old name stays an old name. */
export function writeZoneName(zone: string): string {
  const lower = zone.toLowerCase()
  const inGroup = groupByName.get(lower)?.find(name => name.toLowerCase() === lower)
  return inGroup ?? listSupported().get(lower) ?? zone.replace(/^etc\/gmt/i, 'Etc/GMT')
}

/** Every zone that this program knows, once, by today's name, in alphabetical order. */
export function listZoneNames(): readonly string[] {
  return [...new Set([...listSupported().values(), 'UTC'].map(todaysZoneName))].sort()
}

let supported: ReadonlyMap<string, string> | undefined

/** What the engine lists: in some engines old names, in some today's. */
function listSupported(): ReadonlyMap<string, string> {
  supported ??= new Map(Intl.supportedValuesOf('timeZone').map(name => [name.toLowerCase(), name]))
  return supported
}
