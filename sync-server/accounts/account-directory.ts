import { type Account, accountSchema, storedAccountSchema } from '#domain/model/account.ts'
import { isTypedAddress } from '#domain/model/email-address.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { CommitPart, Databases, DocumentStore, StoredDocument, WriteRow } from '../storage/document-store.ts'
import { createAddressBook } from './address-book.ts'

export type AccountListener = (account: Account, before: Account | undefined) => Promise<void> | void

export type AccountPreparer = (account: Account, before: Account) => Promise<void> | void

/** All accounts, answered from memory: state and role are asked for on every request. */
export interface AccountDirectory {
  find(userId: string): Account | undefined
  /** @param name in any case */
  findByName(name: string): Account | undefined
  /** @param address in any form; found by it is the account that has confirmed it (JO20) */
  findByAddress(address: string): Account | undefined
  /** @param login a name or an address, as somebody types it */
  findByLogin(login: string): Account | undefined
  list(): readonly Account[]
  /** Stores a new account; false when the sign-in name is taken. @param beside asked where it is not */
  add(account: Account, beside?: PlanBeside): Promise<boolean>
  /**
   * Stores a new account together with what belongs to it, whole or not at all.
   * @param plan asked in the turn of the change, before the name is looked at: undefined where the account is not wanted any more
   */
  addTogether(account: Account, plan: PlanTogether): Promise<'added' | 'taken' | 'unwanted'>
  /** Whether there is no account at all, not even one that cannot be understood. */
  isEmpty(): boolean
  /** Reads back what a failed change may have stored; nothing to do otherwise. Rejects while it cannot be read. */
  settle(): Promise<void>
  /**
   * Changes one account and stores it, unless it stays as it is; changes are made one after the other. Undefined for an unknown id.
   * @param beside asked where the account changes
   */
  change(userId: string, change: (account: Account) => Account, beside?: PlanBeside): Promise<Account | undefined>
  /**
   * Changes an account in one commit with what belongs to it. Undefined where nothing was stored.
   * @param plan asked in the turn of the change: undefined where it is not wanted any more
   */
  changeTogether(
    userId: string,
    change: (account: Account) => Account,
    plan: () => readonly CommitPart[] | undefined
  ): Promise<Account | undefined>
  /** Called before a change of an account is stored, which waits for it and is not made where it rejects. */
  beforeChange(listener: AccountPreparer): void
  /**
   * Called after an account is on disk. Whoever changed it, and every later change of any account, waits for what a listener
   * returns: long work is not to be waited for. Returns how to stop.
   */
  onChange(listener: AccountListener): () => void
}

/** What of the server's own databases is stored in one commit with a changed or new account, such as its line of the audit log. */
export type PlanBeside = (account: Account) => readonly CommitPart[]

/** What is stored in one commit with an account. Where one of its documents was changed meanwhile, nothing is stored. */
export type PlanTogether = () => Promise<readonly CommitPart[] | undefined> | readonly CommitPart[] | undefined

export interface DirectoryParts {
  /** The `accounts` database. */
  readonly store: DocumentStore
  readonly commit: Databases['commitTogether']
  /** What of another database is stored together with an account, whole or not at all. */
  readonly planCompanion: (account: Account, before: Account | undefined) => Promise<CommitPart | undefined>
  /** Called with the id of an account that cannot be understood. */
  readonly onRefused: (id: string) => void
}

/** So often others may write a companion in between before a change of an account fails. */
const maxConflicts = 20

/** Loads every account. One that cannot be understood is left out: nobody signs in with it, and its name stays taken. */
export async function loadAccountDirectory(parts: DirectoryParts): Promise<AccountDirectory> {
  const { store, commit, planCompanion, onRefused } = parts
  const accountById = new Map<string, Account>()
  const idByName = new Map<string, string>()
  const addresses = createAddressBook()
  const listeners = new Set<AccountListener>()
  const preparers = new Set<AccountPreparer>()
  /** Accounts of which memory may differ from the disk: a change failed, and was not read back yet. */
  const unsure = new Set<string>()
  let queue: Promise<unknown> = Promise.resolve()

  for await (const doc of store.all()) {
    const parsed = parseAccount(doc)
    if (parsed.success) {
      remember(parsed.data)
      continue
    }
    const { name } = doc
    if (typeof name === 'string') idByName.set(name, doc._id)
    onRefused(doc._id)
  }
  // Also said when the database was opened again after a failure.
  store.onChange(() => {
    if (unsure.size > 0) void inTurn(() => Promise.resolve()).catch(() => undefined)
  })

  function remember(account: Account): void {
    accountById.set(account.id, account)
    idByName.set(account.name, account.id)
    addresses.note(account)
  }

  /** @returns whether it was stored: not where something that belongs to it was changed meanwhile */
  async function save(account: Account, together: readonly CommitPart[] = []): Promise<boolean> {
    const { id, ...fields } = account
    const [stored] = await store.read([id])
    const doc = { ...fields, _id: id, ...(stored === undefined ? {} : { _rev: stored._rev }) }
    try {
      const part = { database: store.name, docs: [doc], newEdits: true }
      if (!(await commitWhole(part, account, together))) return false
    } catch (error) {
      unsure.add(id)
      const isKnown = await readBack(id).then(
        () => true,
        () => false
      )
      if (!isKnown || !isSame(accountById.get(id), account)) throw error
      return true
    }
    await adopt(account)
    return true
  }

  async function saveWith(account: Account, beside: PlanBeside | undefined): Promise<void> {
    if (!(await save(account, beside?.(account)))) throw new Error('account not stored: what belongs to it was changed')
  }

  async function commitWhole(part: CommitPart, account: Account, together: readonly CommitPart[]): Promise<boolean> {
    for (let conflicts = 0; ; conflicts += 1) {
      const companion = await planCompanion(account, accountById.get(account.id))
      const { stored, rows } = await commit([part, ...together, ...(companion === undefined ? [] : [companion])])
      if (stored) return true
      if (
        rows
          .slice(1, 1 + together.length)
          .flat()
          .some(isConflict)
      )
        return false
      const [own, other] = [rows[0]?.[0], rows[1 + together.length]?.[0]]
      // A coach's own edit of the profile came in between: look again.
      const isCrossed = isConflict(other) && !isConflict(own)
      if (!isCrossed || conflicts >= maxConflicts)
        throw new Error(`account not stored: ${tellRow(isConflict(other) ? other : own)}`)
    }
  }

  /** What was stored of a change that failed counts: it would be there after a restart. */
  async function readBack(id: string): Promise<void> {
    const [doc] = await store.read([id])
    unsure.delete(id)
    const stored = doc === undefined ? undefined : documentToAccount(doc)
    if (stored !== undefined && !isSame(stored, accountById.get(id))) await adopt(stored)
  }

  async function adopt(account: Account): Promise<void> {
    const before = accountById.get(account.id)
    remember(account)
    // All at once: a feed that must end does not wait for copies that must be rewritten, nor for their failing.
    const told = await Promise.allSettled([...listeners].map(async listener => listener(account, before)))
    for (const outcome of told) if (outcome.status === 'rejected') throw outcome.reason
  }

  /** One at a time: check and write belong together. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(async () => {
      for (const id of unsure) await readBack(id)
      return work()
    })
    queue = result.catch(() => undefined)
    return result
  }

  /** Undefined for an unknown id, and where the plan is none any more, or crossed: then nothing is stored. */
  async function changeInTurn(
    userId: string,
    change: (account: Account) => Account,
    plan: (account: Account) => readonly CommitPart[] | undefined
  ): Promise<Account | undefined> {
    const account = accountById.get(userId)
    if (account === undefined) return undefined
    const changed = accountSchema.parse(change(account))
    if (isSame(changed, account)) return account
    const together = plan(changed)
    if (together === undefined) return undefined
    for (const prepare of preparers) await prepare(changed, account)
    return (await save(changed, together)) ? changed : undefined
  }

  const findByName = (name: string) => accountById.get(idByName.get(name.trim().toLowerCase()) ?? '')
  const findByAddress = (address: string) => accountById.get(addresses.find(address) ?? '')

  return {
    find: userId => accountById.get(userId),
    findByName,
    findByAddress,
    findByLogin: login => (isTypedAddress(login) ? findByAddress : findByName)(login),
    list: () => [...accountById.values()],
    async settle() {
      if (unsure.size > 0) await inTurn(() => Promise.resolve())
    },
    add: (account, beside) =>
      inTurn(async () => {
        if (idByName.has(account.name)) return false
        await saveWith(account, beside)
        return true
      }),
    addTogether: (account, plan) =>
      inTurn(async () => {
        const together = await plan()
        if (together === undefined) return 'unwanted'
        if (idByName.has(account.name)) return 'taken'
        return (await save(account, together)) ? 'added' : 'unwanted'
      }),
    isEmpty: () => idByName.size === 0,
    change: (userId, change, beside) =>
      inTurn(async () => {
        const changed = await changeInTurn(userId, change, account => beside?.(account) ?? [])
        if (changed === undefined && accountById.has(userId))
          throw new Error('account not stored: what belongs to it was changed')
        return changed
      }),
    changeTogether: (userId, change, plan) => inTurn(() => changeInTurn(userId, change, plan)),
    beforeChange: listener => void preparers.add(listener),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

function isConflict(row: WriteRow | undefined): boolean {
  return row !== undefined && 'error' in row && row.name === 'conflict'
}

function tellRow(row: WriteRow | undefined): string {
  return row !== undefined && 'error' in row ? row.message : 'no row'
}

function documentToAccount(doc: StoredDocument): Account {
  const parsed = parseAccount(doc)
  if (!parsed.success) throw parsed.error
  return parsed.data
}

export function parseAccount({ _id, _rev, ...fields }: StoredDocument) {
  return storedAccountSchema.safeParse({ ...fields, id: _id })
}
