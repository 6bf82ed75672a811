import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { NewPerson, ServerCommand, ServerThreadData } from './protocol.ts'
import type { TestClock } from './test-clock.ts'
import { startThread } from './thread.ts'

export type RecordedDocuments = Readonly<Record<string, readonly { readonly _id: string; readonly _rev: string }[]>>

/** The sync server of an earlier version, in a thread of its own. */
export interface RecordedServer {
  readonly url: string
  addPeople(people: readonly NewPerson[]): Promise<readonly string[]>
  disable(name: string): Promise<void>
  /** Resolves when all copies are made. */
  idle(): Promise<void>
  documents(): Promise<RecordedDocuments>
  stop(): Promise<void>
}

export async function startRecordedServer(parts: {
  readonly bundle: string
  readonly clock: TestClock
  /** Left out: a folder of its own, for the secret alone. */
  readonly start?: Partial<Omit<ServerThreadData, 'clock'>>
}): Promise<RecordedServer> {
  const { bundle, clock, start = {} } = parts
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-recorded-'))
  const thread = await startThread<ServerCommand>(bundle, {
    storage: 'memory',
    demo: false,
    port: 0,
    dataFolder: path.join(scratch, 'data'),
    webFolder: path.join(scratch, 'web'),
    ...start,
    clock: clock.shared
  } satisfies ServerThreadData)
  return {
    url: thread.ready,
    addPeople: async people => (await thread.ask({ kind: 'add-people', people })) as readonly string[],
    disable: async name => void (await thread.ask({ kind: 'disable', name })),
    idle: async () => void (await thread.ask({ kind: 'idle' })),
    documents: async () => (await thread.ask({ kind: 'documents' })) as RecordedDocuments,
    async stop() {
      await thread.ask({ kind: 'stop' })
      await thread.end()
      rmSync(scratch, { recursive: true, force: true })
    }
  }
}
