import type { Versioned } from '#domain/merge/meeting.ts'
import type { KeptFileLock, KeptSealed, Outcome } from '#renderer/contract/screens.ts'
import { toHandle, unwrapByPassword } from '../account/wrapped-key.ts'
import type { DataKeyVault } from '#renderer/contract/application.ts'
import { createMetaCodec, sealedField, type StoredFields } from '../database/sealing/document-codec.ts'
import { createSeal, type Seal } from '../database/sealing/seal.ts'
import { createCollectionCodec } from '../database/sealing/sealed-storage.ts'
import { toPlain } from '../database/stored-document.ts'
import { type KeptFile, readKeptFile, type SealedItem } from './kept-file.ts'
import { countUnsynced, type OwnFields, type RecoveryContents, withoutPhones } from './recovery-contents.ts'

/** A file of what was given up, as far as it could be opened. */
export interface OpenedKeptFile {
  readonly at: number
  /** What is readable now. */
  readonly contents: RecoveryContents
  /** What no key that was tried has opened. */
  readonly closed: readonly SealedItem[]
  readonly lock: KeptFileLock
  readonly readable: KeptSealed
  readonly sealed: KeptSealed
}

export interface KeptFileKeys {
  readonly account: { readonly key: string; readonly userId: string }
  readonly dataKeyVault: DataKeyVault | undefined
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>
}

/**
 * Reads a file of what was given up, and opens what is sealed in it with every key that is at hand: today's, those that this device
 * still has of before, and the one that the password unwraps (PW7). Changes nothing. A password that opens nothing is refused.
 */
export async function openKeptFile(
  source: Pick<Blob, 'size' | 'text'>,
  password: string | undefined,
  keys: KeptFileKeys
): Promise<Outcome<OpenedKeptFile>> {
  const read = await readKeptFile(source, keys.account.userId)
  if (!read.ok) return read
  const file = read.value
  const found = await openWith(file.sealed, await findKeysHere(file, keys), keys)
  // Asked for only where the keys of this device have not opened everything.
  const byPassword = found.closed.length === 0 ? undefined : file.wrapping?.byPassword
  const unwrapped =
    byPassword === undefined || password === undefined ? undefined : await unwrapByPassword(byPassword, password)
  if (byPassword !== undefined && password !== undefined && unwrapped === undefined) {
    return { ok: false, refusal: 'file-wrong-password', field: 'password' }
  }
  const more = unwrapped && (await openWith(found.closed, [await toHandle(unwrapped.dataKey)], keys))
  const opened = [...found.opened, ...(more?.opened ?? [])]
  return {
    ok: true,
    value: {
      at: file.at,
      contents: addOpened(file.contents, opened),
      closed: more?.closed ?? found.closed,
      lock: chooseLock(found.closed.length, byPassword !== undefined),
      readable: countContents(file.contents),
      sealed: countSealed(file.sealed)
    }
  }
}

function chooseLock(closed: number, isByPassword: boolean): KeptFileLock {
  if (closed === 0) return 'none'
  return isByPassword ? 'password' : 'key'
}

async function findKeysHere(
  { sealed, wrapping }: KeptFile,
  { account, dataKeyVault }: KeptFileKeys
): Promise<readonly CryptoKey[]> {
  if (sealed.length === 0 || dataKeyVault === undefined) return []
  try {
    const answer = await dataKeyVault.load(account.key)
    const former = (await dataKeyVault.findFormer?.(account.key, wrapping)) ?? []
    return answer.kind === 'found' ? [answer.key, ...former] : former
  } catch {
    // The key store does not answer. What is readable in the file comes back all the same.
    return []
  }
}

type Opened = Omit<SealedItem, 'note'> & { readonly base?: Versioned<OwnFields> | undefined }

async function openWith(
  items: readonly SealedItem[],
  keys: readonly CryptoKey[],
  { randomBytes }: KeptFileKeys
): Promise<{ readonly opened: readonly Opened[]; readonly closed: readonly SealedItem[] }> {
  const opened: Opened[] = []
  let closed = items
  for (const key of keys) {
    const seal = createSeal(key, randomBytes)
    const still: SealedItem[] = []
    for (const item of closed) {
      const document = await openItem(item, seal)
      if (document === undefined) still.push(item)
      else opened.push({ collection: item.collection, document, base: await openNote(item.note, seal) })
    }
    closed = still
  }
  return { opened, closed }
}

/** Undefined where it was changed, or sealed with another key. */
async function openItem({ collection, document }: SealedItem, seal: Seal): Promise<StoredFields | undefined> {
  try {
    // What is not sealed was taken out of it: nobody vouches for the rest.
    if (typeof document[sealedField] !== 'string') return undefined
    return await createCollectionCodec(collection, seal)?.fromStorage(document)
  } catch {
    return undefined
  }
}

async function openNote(note: SealedItem['note'], seal: Seal): Promise<Versioned<OwnFields> | undefined> {
  if (note === undefined) return undefined
  const { docData } = await createMetaCodec(note.collection, seal).fromStorage(note.document)
  const state = docData as StoredFields | undefined
  // A note that does not open says of the document that it is removed, which says nothing.
  if (state === undefined || state['_deleted'] === true || typeof state['id'] !== 'string') return undefined
  return { deleted: false, value: toPlain(state) as OwnFields }
}

function addOpened(contents: RecoveryContents, opened: readonly Opened[]): RecoveryContents {
  const of = (name: SealedItem['collection']): readonly Opened[] =>
    opened.filter(({ collection }) => collection === name)
  const own = (name: 'drafts' | 'notices'): readonly OwnFields[] =>
    of(name).map(({ document }) => toPlain(document) as OwnFields)
  const calls = of('calls').map(({ document, base }) => ({
    local: { deleted: false, value: toPlain(document) as OwnFields },
    base
  }))
  return withoutPhones({
    ...contents,
    unsynced: { ...contents.unsynced, calls: [...contents.unsynced.calls, ...calls] },
    drafts: [...contents.drafts, ...own('drafts')],
    notices: [...contents.notices, ...own('notices')]
  })
}

function countContents(contents: RecoveryContents): KeptSealed {
  const { drafts, notices } = contents
  return { changes: countUnsynced(contents), drafts: drafts.length, notices: notices.length }
}

function countSealed(items: readonly SealedItem[]): KeptSealed {
  const countOf = (name: SealedItem['collection']): number =>
    items.filter(({ collection }) => collection === name).length
  return { changes: countOf('calls'), drafts: countOf('drafts'), notices: countOf('notices') }
}
