import type { CommandLine } from 'electron'
import { mergeFeatures } from './merge-features.ts'

/**
 * IndexedDB on Chromium's SQLite engine: the default one deletes the whole database when the disk fills up (F14). Before
 * `ready`, for Chromium reads its features once.
 */
export function switchOnSqlite(commandLine: CommandLine): void {
  const merged = mergeFeatures(commandLine.getSwitchValue('enable-features'), [sqliteFeature])
  commandLine.appendSwitch('enable-features', merged)
}

const sqliteFeature = 'IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'
