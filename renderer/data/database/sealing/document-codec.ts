import type { Seal } from './seal.ts'

/** A document as a storage instance takes and gives it: fields of RxDB's own begin with an underscore. */
export type StoredFields = Readonly<Record<string, unknown>>

/** Between what the data layer works with and what lies on the disk. */
export interface DocumentCodec {
  readonly toStorage: (document: StoredFields) => Promise<StoredFields>
  /** Rejects with `SealedUnreadableError`. What holds nothing sealed is answered at once: thousands are read when an account is opened. */
  readonly fromStorage: (document: StoredFields) => StoredFields | Promise<StoredFields>
}

/** The field that holds all private ones, as sealed JSON. */
export const sealedField = 'sealed'

/** Documents whose private fields were changed on the disk, moved, or sealed with another key. */
export class SealedUnreadableError extends Error {
  readonly ids: readonly string[]
  constructor(ids: readonly string[]) {
    super('sealed fields cannot be read')
    this.name = 'SealedUnreadableError'
    this.ids = ids
  }
}

/** @param plainFields what stays readable; every other field is private, those that a newer version adds among them */
export function createPrivateFieldsCodec(
  collection: string,
  plainFields: readonly string[],
  seal: Seal
): DocumentCodec {
  const isPlain = new Set(plainFields)
  const placeOf = (document: StoredFields): string => `${collection}|${String(document['id'])}`
  return {
    async toStorage(document) {
      const plain: Record<string, unknown> = {}
      const hidden: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(document)) {
        if (name.startsWith('_') || isPlain.has(name)) plain[name] = value
        else if (value !== undefined) hidden[name] = value
      }
      if (Object.keys(hidden).length > 0)
        plain[sealedField] = await seal.close(JSON.stringify(hidden), placeOf(document))
      return plain
    },
    fromStorage: document =>
      openSealed(document, async (sealed, plain) => {
        try {
          return { ...plain, ...(JSON.parse(await seal.open(sealed, placeOf(document))) as object) }
        } catch {
          throw new SealedUnreadableError([String(document['id'])])
        }
      })
  }
}

function openSealed(
  document: StoredFields,
  open: (sealed: string, plain: StoredFields) => Promise<StoredFields>
): StoredFields | Promise<StoredFields> {
  const { [sealedField]: sealed, ...plain } = document
  return typeof sealed === 'string' ? open(sealed, plain) : document
}

/**
 * Slots are public, but for the message of an own claim that has not been answered (BK23): it alone is sealed, and thousands of other
 * slots are left as they are. A claim whose message does not open is one without a message.
 */
export function createClaimCodec(collection: string, seal: Seal): DocumentCodec {
  const placeOf = (document: StoredFields): string => `${collection}|${String(document['id'])}`
  return {
    async toStorage(document) {
      const { message, ...plain } = document
      if (message === undefined) return document
      return { ...plain, [sealedField]: await seal.close(JSON.stringify(message), placeOf(document)) }
    },
    fromStorage: document =>
      openSealed(document, async (sealed, plain) => {
        try {
          return { ...plain, message: JSON.parse(await seal.open(sealed, placeOf(document))) as unknown }
        } catch {
          return plain
        }
      })
  }
}

/**
 * RxDB's own record of replication: it holds each document once more, as the server is known to have it. One that cannot be
 * opened stands for "not known": then the device and the server compare what they hold, and nothing is taken for sent.
 */
export function createMetaCodec(collection: string, seal: Seal): DocumentCodec {
  const placeOf = (document: StoredFields): string => `${collection}|${String(document['id'])}`
  return {
    async toStorage(document) {
      const { docData } = document
      if (docData === undefined) return document
      const sealed = await seal.close(JSON.stringify(docData), placeOf(document))
      return { ...document, docData: { [sealedField]: sealed } }
    },
    async fromStorage(document) {
      const sealed = (document['docData'] as StoredFields | undefined)?.[sealedField]
      if (typeof sealed !== 'string') return document
      try {
        return { ...document, docData: JSON.parse(await seal.open(sealed, placeOf(document))) as unknown }
      } catch {
        return { ...document, docData: { id: document['itemId'], _deleted: true } }
      }
    }
  }
}
