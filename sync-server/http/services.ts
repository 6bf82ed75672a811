import type { AppParts } from './app-parts.ts'
import { type ChangesPages, createChangesPages } from './changes-pages.ts'
import { createLocalDocumentStore, type LocalDocumentStore } from './local-document-store.ts'
import { createReadingTurns, type ReadingTurns } from './quotas/reading-turns.ts'
import { createSnapshots, type Snapshots } from './snapshot/snapshots.ts'
import { createTakeToGate, type TakeToGate } from './take-to-gate.ts'

/** What the handlers of endpoints work with: the parts of the server, and what they share among themselves. */
export interface Services extends AppParts {
  readonly takeToGate: TakeToGate
  readonly localDocuments: LocalDocumentStore
  readonly pages: ChangesPages
  readonly snapshots: Snapshots
  readonly turns: ReadingTurns
  /** By the server's clock. */
  readonly startedAt: number
  /** For a document that brings none: as long as CouchDB's. What it may be written to is judged by the gate. */
  readonly createId: () => string
}

export function createServices(parts: AppParts): Services {
  const { databases, gate, logger, hub, steady, randomBytes } = parts
  return {
    ...parts,
    takeToGate: createTakeToGate(gate, logger),
    localDocuments: createLocalDocumentStore(databases),
    pages: createChangesPages(databases, hub),
    snapshots: createSnapshots(databases, steady),
    turns: createReadingTurns(),
    startedAt: parts.now(),
    createId: () => Buffer.from(randomBytes(16)).toString('hex')
  }
}
