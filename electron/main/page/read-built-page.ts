import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pageOrigin } from './page-origin.ts'
import type { PageSource } from './page-source.ts'
import { resolvePageFile } from './resolve-page-file.ts'

const typeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}

/** The pages as they were built: files below `root` of a type that pages are made of. */
export function readBuiltPage(root: string): PageSource {
  return async url => {
    const file = resolvePageFile(root, pageOrigin, url)
    const type = file === undefined ? undefined : typeByExtension[path.extname(file)]
    if (file === undefined || type === undefined) return undefined
    const body = await readFile(file).catch(() => undefined)
    return body === undefined ? undefined : { type, body: new Uint8Array(body) }
  }
}
