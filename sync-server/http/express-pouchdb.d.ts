declare module 'express-pouchdb' {
  import type { RequestHandler } from 'express'
  export default function expressPouchDb(
    pouch: unknown,
    options: {
      readonly mode?: 'custom' | 'minimumForPouchDB' | 'fullCouchDB'
      readonly overrideMode?: { readonly include: readonly string[] }
      readonly inMemoryConfig?: boolean
      readonly logPath?: string
    }
  ): RequestHandler
}
