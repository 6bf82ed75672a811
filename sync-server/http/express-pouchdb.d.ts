declare module 'express-pouchdb' {
  import type { RequestHandler } from 'express'
  export default function expressPouchDb(
    pouch: unknown,
    options: { readonly mode: 'custom'; readonly overrideMode: { readonly include: readonly string[] } }
  ): RequestHandler
}
