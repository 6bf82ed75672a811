import { gunzipSync } from 'node:zlib'
import { type HostileRequest, ownAddress, type Who } from './request.ts'
import type { Outcome } from './raw-client.ts'
import { secretOf } from './target.ts'

export interface Sent {
  readonly request: HostileRequest
  readonly outcome: Outcome
}

/** Bodies beyond this are refused before they are read to the end; the connection may go before the answer is seen. */
const largeBody = 65_536

/** What is wrong with the answer to one request, whatever the request was. */
export function findFault({ request, outcome }: Sent): readonly string[] {
  if (outcome.kind === 'hung') return [`no answer (${JSON.stringify(outcome.received)})`]
  if (outcome.kind === 'closed') {
    // Node closes where somebody asks for a tunnel.
    if (request.method === 'CONNECT') return []
    return request.lengthError !== 0 || (request.body?.length ?? 0) > largeBody ? [] : ['closed without an answer']
  }
  const { status, head, body } = outcome
  return [
    ...(status >= 500 ? [`answered with ${status}`] : []),
    ...(mayKnowPhones(request.who) ? [] : findPhones(head + body)),
    ...(body.includes('"signature"') && readAddress(request.body) !== ownAddress
      ? ['it proves itself for an address that is not its own']
      : []),
    ...(/password_?hash|scrypt|node_modules|\.ts:\d/i.test(head + body) ? ['an answer tells of the inside'] : [])
  ]
}

/** The address that a question for a proof names, if it names one. */
function readAddress(body: Uint8Array | undefined): unknown {
  const bytes = body?.[0] === 0x1f ? gunzipSync(body) : (body ?? new Uint8Array())
  return (JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly address?: unknown }).address
}

/** The two parties of the one session know each other's number, and everybody their own. */
function mayKnowPhones(who: Who): boolean {
  return who === 'student' || who === 'coach'
}

function findPhones(text: string): readonly string[] {
  return (['student', 'coach'] as const).flatMap(who =>
    text.includes(secretOf(who)) ? [`it tells the phone of ${who}`] : []
  )
}

/** Whether a request was refused as a whole, or each of its documents without the verdict on a booking being remembered. */
export function isRefusal({ request, outcome }: Sent): boolean {
  if (outcome.kind !== 'answered') return true
  if (request.body !== undefined && isClaiming(Buffer.from(request.body))) return false
  if (outcome.status >= 400) return true
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true
  const rows = /^\[.*\]$/s.test(outcome.body.trim()) ? (JSON.parse(outcome.body) as readonly object[]) : undefined
  return rows?.every(row => 'error' in row) ?? false
}

/** BK15: a lost claim is remembered, and a lost pencil, though its answer is a refusal. */
function isClaiming(body: Buffer): boolean {
  return body.includes('"requested"') || body.includes('"pencilled"')
}
