import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { projectRoot } from '../../../scripts/lib/project.ts'
import type { Lived } from '../record/life/live.ts'
import type { DeviceDump } from './protocol.ts'
import type { RecordedDocuments } from './recorded-server.ts'

/** What is known of a recording: `recording.json` of its folder. */
export interface RecordingFacts {
  readonly version: string
  readonly commit: string
  readonly packages: string
  readonly dataVersion: number
  /** When the recorded life begins and ends, epoch ms: tests go on from the end. */
  readonly clock: { readonly start: number; readonly end: number }
  /** Where recorded devices believe their server to be. */
  readonly serverUrl: string
  readonly people: readonly {
    readonly name: string
    readonly userId: string
    readonly role: 'coach' | 'student' | 'admin'
    readonly password: string
    readonly disabled: boolean
  }[]
  readonly coachDevice: Facts<Lived['coach']>
  readonly studentDevice: Facts<Lived['student']>
  /** The desktop's profile was made by the machine's own clock, with a server of this address. */
  readonly desktop: { readonly serverUrl: string; readonly recordedAt: number; readonly unsentSlot: string }
}
type Facts<T extends { readonly unsent: unknown }> = Pick<T, 'unsent' & keyof T> & {
  readonly name: string
  readonly userId: string
}

/** A recorded version as it lies in `tests/versions/<version>`. */
export interface Recording {
  readonly facts: RecordingFacts
  /** Path of a bundle, ready to be started as a thread. */
  bundle(name: 'device' | 'server'): string
  deviceDump(whose: 'coach' | 'student'): DeviceDump
  /** What the databases of the data folder hold, with revisions. */
  documents(): RecordedDocuments
  /** Puts a copy of a recorded folder in place. */
  unpack(name: 'data-folder' | 'web' | 'desktop-profile', folder: string): void
}

export function openRecording(version: string): Recording {
  const folder = path.join(projectRoot, 'tests/versions', version)
  const read = (file: string): Buffer => gunzipSync(new Uint8Array(readFileSync(path.join(folder, file))))
  const readJson = (file: string): unknown => JSON.parse(read(file).toString('utf8'))
  return {
    facts: JSON.parse(readFileSync(path.join(folder, 'recording.json'), 'utf8')) as RecordingFacts,
    bundle: name => keepUnpacked(`${version}-${name}`, read(`${name}.mjs.gz`)),
    deviceDump: whose => readJson(`${whose}-device.json.gz`) as DeviceDump,
    documents: () => readJson('documents.json.gz') as RecordedDocuments,
    unpack(name, target) {
      mkdirSync(target, { recursive: true })
      execFileSync('tar', ['-xzf', path.join(folder, `${name}.tar.gz`), '-C', target])
    }
  }
}

/** Unpacked once, not for each run. */
function keepUnpacked(name: string, content: Buffer): string {
  const bytes = new Uint8Array(content)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const cache = path.join(projectRoot, 'node_modules/.cache/coachdesk-versions')
  const file = path.join(cache, `${name}-${hash}.mjs`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  // Another worker may do the same at this moment.
  const unfinished = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(unfinished, bytes)
  renameSync(unfinished, file)
  return file
}
