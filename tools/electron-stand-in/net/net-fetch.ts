import { readFile } from 'node:fs/promises'
import { protocolHandler } from '../protocol/protocol.ts'
import { isNetworkCut } from '../session/network-emulation.ts'
import { toNetError } from './net-errors.ts'

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2'
}

const readFileUrl = async (address: string): Promise<Response> => {
  try {
    const type = contentTypes[/\.(\w+)(?:[?#]|$)/.exec(address)?.[1] ?? ''] ?? 'application/octet-stream'
    return new Response(new Uint8Array(await readFile(new URL(address))), { headers: { 'content-type': type } })
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND')
  }
}

/** `net.fetch`: the app's own schemes, files, and the network on Node's own client, with Chromium's words for errors. */
export const netFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const address = input instanceof Request ? input.url : String(input)
  const scheme = new URL(address).protocol.slice(0, -1)
  if (scheme === 'file') return readFileUrl(address)
  const handler = protocolHandler(scheme)
  if (handler !== undefined) return handler(new Request(input, init))
  if (isNetworkCut()) throw new Error('net::ERR_INTERNET_DISCONNECTED')
  try {
    return await fetch(input, init)
  } catch (error) {
    throw toNetError(error)
  }
}
