import type { CommandLine } from 'electron'

/**
 * IndexedDB on Chromium's SQLite engine: the default one deletes the whole database when the disk fills up (F14). Before
 * `ready`, for Chromium reads its features once.
 */
export function switchOnSqlite(commandLine: CommandLine): void {
  const merged = mergeFeatures(commandLine.getSwitchValue('enable-features'), [sqliteFeature])
  commandLine.appendSwitch('enable-features', merged)
}

const sqliteFeature = 'IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'

/**
 * One value for `enable-features`: the switch counts once, and the last one given wins.
 * @param given what the command line has already; may be empty
 * @param wanted `Name` or `Name:parameter/value`; replaces a given feature of the same name
 */
export function mergeFeatures(given: string, wanted: readonly string[]): string {
  const wantedNames = new Set(wanted.map(nameOf))
  const kept = given
    .split(',')
    .map(feature => feature.trim())
    .filter(feature => feature !== '' && !wantedNames.has(nameOf(feature)))
  return [...kept, ...wanted].join(',')
}

/** A feature may carry a trial (`Name<Trial`) and parameters (`Name:key/value`). */
function nameOf(feature: string): string {
  return feature.split(/[<:]/, 1)[0] ?? feature
}
