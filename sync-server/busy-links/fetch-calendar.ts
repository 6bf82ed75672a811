import type { ReadFailure } from '#domain/model/busy-link.ts'
import { readCalendarUrl } from '#domain/model/calendar-url.ts'
import { findPublicAddress, type OutsideRules } from './outside-rules.ts'
import { type Answer, ask } from './ask.ts'
import { readBody } from './read-body.ts'
import type { Validators } from './read-calendar.ts'

export type Fetched =
  | { readonly kind: 'text'; readonly text: string; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: ReadFailure }

const failed = (failure: ReadFailure): Fetched => ({ kind: 'failed', failure })

/**
 * Fetches what lies at a web address. Each host, that of a redirect too, is resolved once, and the connection goes to the very address
 * that was checked. Nothing of the address is in what it gives. Never rejects.
 */
export async function fetchCalendar(
  url: string,
  known: Validators | undefined,
  rules: OutsideRules,
  stopped: AbortSignal
): Promise<Fetched> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(rules.timeoutMs)])
  try {
    let at = new URL(url)
    for (let hop = 0; hop <= rules.maxRedirects; hop += 1) {
      const address = await findPublicAddress(at.hostname, rules, signal)
      if (address === undefined) return failed('private-address')
      const answer = await ask(at, { address, known: hop === 0 ? known : undefined, port: rules.portOf(at), signal })
      const next = answer.location === undefined ? undefined : followTo(answer.location, at)
      if (answer.location === undefined) return await take(answer, rules)
      answer.end()
      if (next === undefined) return failed('unreachable')
      at = next
    }
    return failed('unreachable')
  } catch {
    // Whatever the network said: it may name hosts and addresses, and the coach can do the same about all of it.
    return failed('unreachable')
  }
}

/** Where a redirect may lead: to another address of the same rules, and never from an encrypted one to one that is not. */
function followTo(location: string, from: URL): URL | undefined {
  if (!URL.canParse(location, from)) return undefined
  const target = readCalendarUrl(new URL(location, from).href)
  if (target === undefined) return undefined
  const next = new URL(target)
  return from.protocol === 'https:' && next.protocol !== 'https:' ? undefined : next
}

async function take(answer: Answer, { maxBytes }: OutsideRules): Promise<Fetched> {
  const { status, headers } = answer
  if (status === 200) {
    const body = await readBody(answer, maxBytes)
    if (body.kind !== 'text') return failed(body.kind)
    return {
      ...body,
      validators: { etag: headers.etag, lastModified: headers['last-modified'] }
    }
  }
  answer.end()
  switch (status) {
    case 304:
      return { kind: 'unchanged' }
    case 401:
    case 403:
    case 407:
      return failed('wants-password')
    case 404:
    case 410:
      return failed('not-found')
    default:
      return failed('unreachable')
  }
}
