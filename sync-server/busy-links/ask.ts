import { type IncomingHttpHeaders, type IncomingMessage, request as askPlain } from 'node:http'
import { request as askEncrypted } from 'node:https'
import { isIP } from 'node:net'
import type { Validators } from './read-calendar.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Where to ask instead. */
  readonly location: string | undefined
  readonly body: IncomingMessage
  /** Nothing more is read of it. */
  readonly end: () => void
}

const redirects: readonly number[] = [301, 302, 303, 307, 308]

/**
 * Asks once, at an IP address that was checked before: no name is resolved here. Certificates are those of the name.
 * @throws where nothing answers
 */
export function ask(
  url: URL,
  {
    address,
    port,
    known = {},
    signal
  }: {
    readonly address: string
    readonly port: number
    readonly known: Validators | undefined
    readonly signal: AbortSignal
  }
): Promise<Answer> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  const options = {
    host: address,
    port,
    path: `${url.pathname}${url.search}`,
    signal,
    // A connection of its own: none is left open, and none is one that another host was checked for.
    agent: false,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    headers: {
      host: url.host,
      accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'CoachDesk (reads calendars)',
      ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
      ...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified })
    }
  }
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? askEncrypted : askPlain)(options, body => {
      const { statusCode: status = 0, headers } = body
      const location = redirects.includes(status) ? (headers.location ?? '') : undefined
      // What goes wrong with an answer that nobody reads any more is nobody's business.
      body.on('error', () => undefined)
      resolve({ status, headers, location, body, end: () => void asked.destroy() })
    })
    asked.on('error', reject)
    asked.end()
  })
}
