import { busyTimesIds } from '#domain/model/busy-times.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { Person } from '#domain/projection/party.ts'
import { createRelationId } from '#domain/model/relation.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { StoredDocument } from '#server/storage/document-store.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import type { GateIndex } from '../memory/gate-index.ts'
import type { LoadedContext } from '../memory/judging-context.ts'
import type { GateItem } from './gate-item.ts'
import type { GateStores } from '../gate-stores.ts'
import type { CoachDocuments } from '#server/copies/coach-documents.ts'
import type { People } from '#server/copies/people.ts'
import { countDossiers } from '#server/copies/count-dossiers.ts'
import { readWatches } from '#server/copies/read-watches.ts'
import type { Found } from '../revisions/revision-history.ts'

/** Reads what judging needs of storage, each thing once. */
export interface ContextLoader extends LoadedContext {
  /** Reads what these items need and what has not been read yet. */
  ensure(items: readonly GateItem[]): Promise<void>
}

const absent: Found = { current: { kind: 'absent' }, rev: undefined, known: new Map() }

export function createContextLoader(stores: GateStores, index: GateIndex, people: People): ContextLoader {
  const foundByKey = new Map<string, Found>()
  const historyRead = new Set<string>()
  const profileById = new Map<string, CoachProfile | undefined>()
  const personById = new Map<string, Person | undefined>()
  const watchesById = new Map<string, readonly string[]>()
  const dossiersById = new Map<string, number>()
  const documentsById = new Map<string, CoachDocuments | undefined>()

  async function loadDocuments(items: readonly GateItem[]): Promise<void> {
    const idsByDatabase = new Map<string, Set<string>>()
    for (const item of items) {
      for (const id of item.push.listNeeds(index).ids) {
        if (foundByKey.has(toKey(item.database, id))) continue
        const ids = idsByDatabase.get(item.database) ?? new Set()
        idsByDatabase.set(item.database, ids.add(id))
      }
    }
    await Promise.all(
      [...idsByDatabase].map(async ([database, idSet]) => {
        const ids = [...idSet]
        const store = await stores.open(database)
        const docs = await store.read(ids)
        for (const [position, id] of ids.entries()) {
          foundByKey.set(toKey(database, id), toFound(docs[position]))
        }
      })
    )
  }

  /** Only clients that bring their own revisions make the gate look at a document's history. */
  async function loadHistories(items: readonly GateItem[]): Promise<void> {
    await Promise.all(
      items
        .filter(item => !item.newEdits && !historyRead.has(toKey(item.database, item.doc._id)))
        .map(async ({ database, doc }) => {
          const key = toKey(database, doc._id)
          historyRead.add(key)
          const store = await stores.open(database)
          const known = await store.readAncestry(doc._id)
          foundByKey.set(key, { ...(foundByKey.get(key) ?? absent), known })
        })
    )
  }

  async function loadProfiles(items: readonly GateItem[]): Promise<void> {
    const coachIds = new Set(
      items.flatMap(({ push }) => {
        const { coachId, hoursOf } = push.listNeeds(index)
        return [coachId, hoursOf].filter(id => id !== undefined)
      })
    )
    await Promise.all(
      [...coachIds].map(async coachId => {
        if (profileById.has(coachId)) return
        // Both for every write that asks for a coach, whoever it is from.
        const [profile, documents] = await Promise.all([people.findProfile(coachId), people.findDocuments(coachId)])
        documentsById.set(coachId, documents)
        profileById.set(coachId, profile)
      })
    )
  }

  async function loadOne(database: string, id: string): Promise<void> {
    const key = toKey(database, id)
    if (foundByKey.has(key)) return
    const [doc] = await (await stores.open(database)).read([id])
    foundByKey.set(key, toFound(doc))
  }

  /** Few coaches of a batch have hours, and most writes have nothing to do with them. */
  async function loadHours(items: readonly GateItem[]): Promise<void> {
    const needs = items.map(({ push }) => push.listNeeds(index))
    const withHours = new Set(needs.flatMap(({ hoursOf }) => hoursOf ?? []))
    const withBusy = new Set(needs.flatMap(({ busyOf }) => busyOf ?? []))
    await Promise.all([
      ...[...withHours].map(async coachId =>
        profileById.get(coachId)?.availability === undefined ? undefined : loadOne('users', coachId)
      ),
      ...[...withBusy].flatMap(coachId => busyTimesIds.map(async id => loadOne(createCallsName(coachId), id)))
    ])
  }

  async function loadWatches(items: readonly GateItem[]): Promise<void> {
    const studentIds = new Set(items.flatMap(({ push }) => push.listNeeds(index).watchesOf ?? []))
    await Promise.all(
      [...studentIds].map(async studentId => {
        if (watchesById.has(studentId)) return
        const watches = await readWatches(await stores.open(createCallsName(studentId)))
        watchesById.set(
          studentId,
          watches.map(({ id }) => id)
        )
      })
    )
  }

  /** One that is there may be changed, however many there are: nothing is counted then. */
  async function loadDossiers(items: readonly GateItem[]): Promise<void> {
    const coachIds = new Set(
      items.flatMap(({ database, doc, push }) => {
        const { dossiersOf } = push.listNeeds(index)
        const isThere = foundByKey.get(toKey(database, doc._id))?.current.kind === 'live'
        return dossiersOf === undefined || isThere ? [] : [dossiersOf]
      })
    )
    await Promise.all(
      [...coachIds].map(async coachId => {
        if (dossiersById.has(coachId)) return
        dossiersById.set(coachId, await countDossiers(await stores.open(createCallsName(coachId))))
      })
    )
  }

  /** The other party's document, once there is an own one: anybody may name whom they like. */
  async function loadRelations(items: readonly GateItem[]): Promise<void> {
    await Promise.all(
      items.map(async ({ actor, database, doc, push }) => {
        const { relationWith } = push.listNeeds(index)
        if (relationWith === undefined || foundByKey.get(toKey(database, doc._id))?.current.kind !== 'live') return
        await loadOne(createCallsName(relationWith), createRelationId(actor.userId))
      })
    )
  }

  /** Nobody is let in, and nobody is told anything, by a list that nobody has read: the writer sends again. */
  function documentsOf(coachId: string): CoachDocuments {
    const documents = documentsById.get(coachId)
    if (documents !== undefined) return documents
    throw new StorageUnavailableError({ cause: new Error("a coach's own documents were not read") })
  }

  async function loadPersons(items: readonly GateItem[]): Promise<void> {
    await Promise.all(
      [...new Set(items.flatMap(({ push }) => push.listNeeds(index).parties ?? []))].map(async id => {
        if (!personById.has(id)) personById.set(id, await people.findPerson(id))
      })
    )
  }

  return {
    findPerson: userId => personById.get(userId),
    isBlocked: (coachId, studentId) => documentsOf(coachId).blocked.has(studentId),
    isRelated: (coachId, studentId) => documentsOf(coachId).students.has(studentId),
    listWatches: studentId => watchesById.get(studentId) ?? [],
    countDossiers: coachId => dossiersById.get(coachId) ?? 0,
    isActive: (userId, role) => people.isActive(userId, role),
    find: (database, id) => foundByKey.get(toKey(database, id)) ?? absent,
    findProfile: coachId => profileById.get(coachId),
    async ensure(items) {
      await Promise.all([loadDocuments(items), loadProfiles(items), loadPersons(items)])
      await Promise.all([
        loadHours(items),
        loadHistories(items),
        loadWatches(items),
        loadDossiers(items),
        loadRelations(items)
      ])
    }
  }
}

function toKey(database: string, id: string): string {
  return `${database}/${id}`
}

function toFound(doc: StoredDocument | undefined): Found {
  if (doc === undefined) return absent
  if (doc._deleted === true) return { current: { kind: 'deleted' }, rev: doc._rev, known: new Map() }
  return { current: { kind: 'live', value: fromWire(doc) }, rev: doc._rev, known: new Map() }
}
