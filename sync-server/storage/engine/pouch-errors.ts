/** An error as PouchDB's own methods and express-pouchdb read it. */
export class CouchError extends Error {
  readonly error = true
  readonly status: number
  readonly reason: string

  constructor(status: number, name: string, reason: string) {
    super(reason)
    this.status = status
    this.name = name
    this.reason = reason
  }
}

/** PouchDB tells "was removed" from "never was" by the reason. */
export const notFound = (reason: 'missing' | 'deleted'): CouchError => new CouchError(404, 'not_found', reason)
