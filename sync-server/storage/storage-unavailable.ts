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
}
