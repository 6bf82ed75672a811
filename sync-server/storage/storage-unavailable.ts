/** What anybody outside may know of it; LevelDB's own words name files. */
const publicReason = 'the server cannot store anything at the moment'

/**
 * Storage does not work for now: a write or a read failed, the database is not open again yet, or the disk has too little
 * room. The same request may succeed later. Of a write that was under way nobody knows whether it was stored before it
 * has been read back. Has the fields by which the parts of PouchDB make an answer of an error.
 */
export class StorageUnavailableError extends Error {
  readonly status = 503
  readonly error = 'storage_unavailable'
  readonly reason = publicReason

  constructor(options: { readonly cause: unknown }) {
    super(publicReason, options)
    this.name = 'storage_unavailable'
  }

  /** Whether the files themselves are damaged: trying again does not help. */
  get isDamaged(): boolean {
    return damagePattern.test(describeCauses(this.cause))
  }
}

/** LevelDB's words for what it cannot make sense of, and for files that others of its files name. */
const damagePattern = /corruption|no such file/i

/** The messages of an error and of its causes. */
export function describeCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${describeCauses(error.cause)}`
}
