import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { firstVersion, isOlder } from '#domain/versions/product-version.ts'

const folder = path.join(projectRoot, 'tests/versions')

/** Every version that is recorded, the oldest first: a folder with a `recording.json`. */
export const recordedVersions: readonly string[] = readdirSync(folder)
  .filter(name => existsSync(path.join(folder, name, 'recording.json')))
  .toSorted((a, b) => (isOlder(a, b) ? -1 : 1))

/** Whether devices of a version keep what they do not know, and its servers say what they can do: all but the first do. */
export const isAfterFirst = (version: string): boolean => isOlder(firstVersion, version)
