import type { CommitOutcome, CommitPart, WriteRow } from '../document-store.ts'
import { applyDocument } from './apply-document.ts'
import type { Body, DatabaseWrite, DocumentRecord, Engine, NewRecord } from './engine.ts'

/** How a local document changes: its new body from the present one; undefined is "not there". */
export interface LocalChange {
  readonly database: string
  readonly id: string
  readonly change: (present: Body | undefined) => Body | undefined
}

/** Something that was asked for. */
export interface Call {
  /** In order. */
  readonly units: readonly (readonly CommitPart[])[]
  readonly locals: readonly LocalChange[]
  readonly touched: readonly string[]
  /** Whether each unit is stored whole or not at all, and none after one that is not. */
  readonly isWhole: boolean
}

/** By database and id. */
type Table<T> = Map<string, Map<string, T>>

interface Stored {
  readonly records: Table<DocumentRecord | undefined>
  readonly locals: Table<Body | undefined>
}

/** All that these calls are about, as it is stored. */
export async function readStored(engine: Engine, calls: readonly Call[]): Promise<Stored> {
  const idsByDatabase = new Map<string, Set<string>>()
  for (const { database, docs } of calls.flatMap(({ units }) => units.flat())) {
    const ids = idsByDatabase.get(database) ?? new Set()
    idsByDatabase.set(database, ids)
    for (const { _id } of docs) ids.add(_id)
  }
  const records: Table<DocumentRecord | undefined> = new Map()
  const locals: Table<Body | undefined> = new Map()
  await Promise.all([
    ...[...idsByDatabase].map(async ([database, ids]) => {
      const list = [...ids]
      const found = await engine.read(database, list)
      records.set(database, new Map(list.map((id, n) => [id, found[n]])))
    }),
    ...calls
      .flatMap(call => call.locals)
      .map(async ({ database, id }) => put(locals, database, id, await engine.readLocal(database, id)))
  ])
  return { records, locals }
}

/** What a commit is going to change, upon what is stored. */
export interface CommitDraft {
  /** Judges a call upon those before it, and adds what it changes, as far as it may: see `Call`. One outcome for each unit that was looked at. */
  add(call: Call): readonly CommitOutcome[]
  /** Databases that are to be there, changed or not. */
  readonly touched: ReadonlySet<string>
  toWrites(): readonly DatabaseWrite[]
}

export function createDraft(stored: Stored): CommitDraft {
  const records: Table<NewRecord> = new Map()
  const locals: Table<Body | undefined> = new Map()
  const docCountChanges = new Map<string, number>()
  const touched = new Set<string>()

  function add(call: Call): readonly CommitOutcome[] {
    // Before anything is added, as they may throw.
    const changes = call.locals.map(({ database, id, change }) => {
      const present = findIn(locals, database, id) ?? findIn(stored.locals, database, id)
      return { database, id, body: change(present?.value) }
    })
    const outcomes: CommitOutcome[] = []
    for (const unit of call.units) {
      const outcome = addUnit(unit, call.isWhole)
      outcomes.push(outcome)
      if (!outcome.stored) break
    }
    for (const database of call.touched) touched.add(database)
    for (const { database, id, body } of changes) put(locals, database, id, body)
    return outcomes
  }

  function addUnit(parts: readonly CommitPart[], isWhole: boolean): CommitOutcome {
    const own: Table<NewRecord> = new Map()
    const ownChanges = new Map<string, number>()
    let rows: CommitOutcome['rows']
    try {
      rows = parts.map(part => part.docs.map(doc => apply(part, doc, own, ownChanges)))
    } catch (error) {
      if (!isWhole) throw error
      return { stored: false, rows: [], error: toError(error) }
    }
    if (isWhole && rows.some(part => part.some(row => 'error' in row))) return { stored: false, rows }
    for (const [database, changed] of own) {
      for (const [id, record] of changed) {
        // Taken out first: sequences follow the order of the last writes.
        records.get(database)?.delete(id)
        put(records, database, id, record)
      }
    }
    for (const [database, change] of ownChanges)
      docCountChanges.set(database, (docCountChanges.get(database) ?? 0) + change)
    return { stored: true, rows }
  }

  function apply(
    { database, newEdits }: CommitPart,
    doc: CommitPart['docs'][number],
    own: Table<NewRecord>,
    ownChanges: Map<string, number>
  ): WriteRow {
    const id = doc._id
    const present = findIn(own, database, id) ?? findIn(records, database, id) ?? findIn(stored.records, database, id)
    const { row, record, docCountChange } = applyDocument(present?.value, doc, newEdits)
    if (record !== undefined) {
      own.get(database)?.delete(id)
      put(own, database, id, record)
      ownChanges.set(database, (ownChanges.get(database) ?? 0) + docCountChange)
    }
    return row
  }

  return {
    add,
    touched,
    toWrites: () =>
      [...new Set([...records.keys(), ...locals.keys(), ...touched])].map(database => ({
        database,
        records: [...(records.get(database)?.values() ?? [])],
        docCountChange: docCountChanges.get(database) ?? 0,
        locals: [...(locals.get(database) ?? [])].map(([id, body]) => ({ id, body }))
      }))
  }
}

function put<T>(table: Table<T>, database: string, id: string, value: T): void {
  const values = table.get(database) ?? new Map<string, T>()
  table.set(database, values)
  values.set(id, value)
}

/** The value, which may be undefined, where there is one. */
function findIn<T>(table: Table<T>, database: string, id: string): { readonly value: T } | undefined {
  const values = table.get(database)
  return values?.has(id) === true ? { value: values.get(id) as T } : undefined
}

/** PouchDB throws objects that look like errors and are none. */
export function toError(error: unknown): Error {
  return error instanceof Error ? error : Object.assign(new Error('a document cannot be parsed'), error)
}
