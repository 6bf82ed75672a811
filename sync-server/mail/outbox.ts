import type { Instant } from '#domain/model/primitives.ts'
import type { Databases, StoredDocument, WritableDocument } from '../storage/document-store.ts'
import { isAccountMail, type Message, type MessageEnd, messageSchema, type MessageSubject, noteOf } from './message.ts'

/** A database of the server's own: nobody replicates it. */
export const outboxDatabase = 'outbox'

/** So many are removed in one commit. */
const maxPurged = 200

interface Kept {
  readonly message: Message
  readonly rev: string
}

/** The messages of the `outbox`, in memory as they are on disk. */
export interface Outbox {
  /** Whether an occasion was written for this person before, whatever became of it. */
  isNoted(to: string, subject: MessageSubject): boolean
  /** One that was not tried yet, of the same person, kind and action. */
  findOpen(message: Pick<Message, 'to' | 'kind' | 'action'>): Message | undefined
  /** How many that ask for an address were written for this person since then. */
  countAddressMessages(to: string, since: Instant): number
  /** Whether a message of this id is known, whatever became of it. */
  has(id: string): boolean
  /** What is to be sent, the oldest first, by person; of mails about an account each by itself, which waits for no other. */
  listWaiting(): ReadonlyMap<string, readonly Message[]>
  /** Those that ended in vain, the newest first. */
  listFailed(): readonly Message[]
  /** Sends one that ended in vain once more, from the beginning. False where there is no such one. */
  tryAgain(id: string, at: Instant): Promise<boolean>
  /**
   * Stores new and changed messages, and another document of the same database beside them, whole or not at all. Rejects where they are not stored.
   * @returns the revision of the document beside them
   */
  store(messages: readonly Message[], beside?: WritableDocument): Promise<string | undefined>
  end(message: Message, state: MessageEnd, at: Instant, why?: string): Promise<void>
  /** Removes what ended before. @returns how many */
  purge(before: Instant): Promise<number>
}

/** Loads all messages. One that cannot be understood is left where it is, and not sent. */
export async function loadOutbox(databases: Pick<Databases, 'open' | 'commitTogether'>): Promise<Outbox> {
  const store = await databases.open(outboxDatabase)
  const keptById = new Map<string, Kept>()
  const noted = new Set<string>()
  /** Memory may differ from the disk: a write failed. */
  let isUnsure = false
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time, each on what the one before has left. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  function keep(message: Message, rev: string): void {
    keptById.set(message.id, { message, rev })
    for (const subject of message.subjects) noted.add(noteOf(message.to, subject))
  }

  function forget(message: Message): void {
    keptById.delete(message.id)
    for (const subject of message.subjects) noted.delete(noteOf(message.to, subject))
  }

  async function load(): Promise<void> {
    keptById.clear()
    noted.clear()
    for await (const doc of store.all({ startKey: 'm', endKey: 'm~' })) {
      const message = readMessage(doc)
      if (message !== undefined) keep(message, doc._rev)
    }
    isUnsure = false
  }

  async function commit(docs: readonly WritableDocument[]): Promise<readonly string[]> {
    isUnsure = true
    const { stored, rows, error } = await databases.commitTogether([{ database: outboxDatabase, docs, newEdits: true }])
    if (!stored) throw error ?? new Error('messages were not stored')
    isUnsure = false
    return (rows[0] ?? []).map(row => ('ok' in row ? row.rev : ''))
  }

  function storeAll(messages: readonly Message[], beside?: WritableDocument): Promise<string | undefined> {
    return inTurn(async () => {
      if (isUnsure) await load()
      const docs = messages.map(message => toDocument(message, keptById.get(message.id)?.rev))
      const revs = await commit(beside === undefined ? docs : [...docs, beside])
      messages.forEach((message, at) => keep(message, revs[at] ?? ''))
      return revs[messages.length]
    })
  }

  await load()
  const listKept = (): readonly Message[] => [...keptById.values()].map(({ message }) => message)

  return {
    has: id => keptById.has(id),
    isNoted: (to, subject) => noted.has(noteOf(to, subject)),
    findOpen: ({ to, kind, action }) =>
      listKept().find(
        message =>
          message.state === 'waiting' &&
          message.attempts === 0 &&
          action !== undefined &&
          message.to === to &&
          message.kind === kind &&
          message.action === action
      ),
    countAddressMessages: (to, since) =>
      listKept().filter(message => message.to === to && message.kind === 'confirm-address' && message.madeAt > since)
        .length,
    listWaiting() {
      const waiting = listKept().filter(({ state }) => state === 'waiting')
      const byPerson = new Map<string, Message[]>()
      for (const message of waiting.toSorted((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1))) {
        // Whoever enters an address whose mail server is slow must not hold up what warns its owner.
        const line = isAccountMail(message.kind) ? message.id : message.to
        byPerson.set(line, [...(byPerson.get(line) ?? []), message])
      }
      return byPerson
    },
    listFailed: () =>
      listKept()
        .filter(isFailed)
        .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)),
    async tryAgain(id, at) {
      const message = keptById.get(id)?.message
      if (message === undefined || !isFailed(message)) return false
      const { endedAt: _endedAt, why: _why, ...rest } = message
      await storeAll([{ ...rest, state: 'waiting', attempts: 0, madeAt: at, nextAt: at }])
      return true
    },
    store: storeAll,
    async end(message, state, at, why) {
      await storeAll([{ ...message, state, endedAt: at, ...(why === undefined ? {} : { why }) }])
    },
    purge: before =>
      inTurn(async () => {
        if (isUnsure) await load()
        const over = [...keptById.values()].filter(({ message }) => (message.endedAt ?? Infinity) < before)
        for (let from = 0; from < over.length; from += maxPurged) {
          const some = over.slice(from, from + maxPurged)
          await commit(some.map(({ message, rev }) => ({ _id: message.id, _rev: rev, _deleted: true })))
          for (const { message } of some) forget(message)
        }
        return over.length
      })
  }
}

function isFailed({ state }: Message): boolean {
  return state === 'refused' || state === 'given-up'
}

function readMessage({ _id, _rev, ...fields }: StoredDocument): Message | undefined {
  return messageSchema.safeParse({ ...fields, id: _id }).data
}

function toDocument({ id, ...fields }: Message, rev: string | undefined): WritableDocument {
  return { ...fields, _id: id, ...(rev === undefined ? {} : { _rev: rev }) }
}
