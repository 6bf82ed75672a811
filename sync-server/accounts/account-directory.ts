import { type Account, accountSchema } from '#domain/model/account.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { DocumentStore, StoredDocument, WriteRow } from '../storage/document-store.ts'

export type AccountListener = (account: Account, before: Account | undefined) => Promise<void> | void

export type AccountPreparer = (account: Account, before: Account) => Promise<void> | void

/** All accounts, answered from memory: state and role are asked for on every request. */
export interface AccountDirectory {
  find(userId: string): Account | undefined
  /** @param name in any case */
  findByName(name: string): Account | undefined
  list(): readonly Account[]
  /** Stores a new account; false when the sign-in name is taken. */
  add(account: Account): Promise<boolean>
  /** Changes one account and stores it, unless it stays as it is; changes are made one after the other. Undefined for an unknown id. */
  change(userId: string, change: (account: Account) => Account): Promise<Account | undefined>
  /** Called before a change of an account is stored, which waits for it and is not made where it rejects. */
  beforeChange(listener: AccountPreparer): void
  /**
   * Called after an account is on disk. Whoever changed it, and every later change of any account, waits for what a listener
   * returns: long work is not to be waited for. Returns how to stop.
   */
  onChange(listener: AccountListener): () => void
}

/**
 * Loads every account of the `accounts` database. One that cannot be understood is left out: nobody signs in with it, and its name
 * stays taken.
 * @param onRefused called with its id
 */
export async function loadAccountDirectory(
  store: DocumentStore,
  onRefused: (id: string) => void
): Promise<AccountDirectory> {
  const accountById = new Map<string, Account>()
  const idByName = new Map<string, string>()
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
  }

  async function save(account: Account): Promise<void> {
    const { id, ...fields } = account
    const [stored] = await store.read([id])
    const doc = { ...fields, _id: id, ...(stored === undefined ? {} : { _rev: stored._rev }) }
    let rows: readonly WriteRow[]
    try {
      rows = await store.write([doc], { newEdits: true })
    } catch (error) {
      unsure.add(id)
      const isKnown = await readBack(id).then(
        () => true,
        () => false
      )
      if (!isKnown || !isSame(accountById.get(id), account)) throw error
      return
    }
    const [row] = rows
    if (row === undefined || 'error' in row) throw new Error(`account not stored: ${row?.message}`)
    await adopt(account)
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

  return {
    find: userId => accountById.get(userId),
    findByName: name => accountById.get(idByName.get(name.toLowerCase()) ?? ''),
    list: () => [...accountById.values()],
    add: account =>
      inTurn(async () => {
        if (idByName.has(account.name)) return false
        await save(account)
        return true
      }),
    change: (userId, change) =>
      inTurn(async () => {
        const account = accountById.get(userId)
        if (account === undefined) return undefined
        const changed = accountSchema.parse(change(account))
        if (isSame(changed, account)) return account
        for (const prepare of preparers) await prepare(changed, account)
        await save(changed)
        return changed
      }),
    beforeChange: listener => void preparers.add(listener),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

function documentToAccount(doc: StoredDocument): Account {
  const parsed = parseAccount(doc)
  if (!parsed.success) throw parsed.error
  return parsed.data
}

export function parseAccount({ _id, _rev, ...fields }: StoredDocument) {
  return accountSchema.safeParse({ ...fields, id: _id })
}
