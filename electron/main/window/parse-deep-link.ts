import { bookingIdSchema } from '#domain/model/primitives.ts'
import { isShownDate } from '#domain/time/shown-date.ts'
import type { DeepLink } from '#electron/contract/desktop-types.ts'

export const linkScheme = 'coachdesk'
/** Longer than any link of ours: what is longer is not looked at. */
const maxLength = 200
const shape = new RegExp(`^${linkScheme}://(?<place>session|calendar)/(?<target>[0-9a-f-]+)/?$`)

/**
 * Reads `coachdesk://session/<booking id>` and `coachdesk://calendar/<date>`. Anybody can put a link anywhere, so that only
 * these two forms are known, character by character: no query, no user name, no port, no escapes, nothing else behind them,
 * and only days that exist and that the calendar shows.
 */
export function parseDeepLink(text: string): DeepLink | undefined {
  if (text.length > maxLength) return undefined
  const { place, target } = shape.exec(text)?.groups ?? {}
  if (place === 'session' && bookingIdSchema.safeParse(target).success) {
    return { kind: 'session', bookingId: target ?? '' }
  }
  if (place === 'calendar' && target !== undefined && isShownDate(target)) return { kind: 'calendar', date: target }
  return undefined
}

/** The first argument of a command line that is a link of ours; on Windows and Linux links arrive that way. */
export function findDeepLink(argv: readonly string[]): DeepLink | undefined {
  for (const argument of argv) {
    const link = parseDeepLink(argument)
    if (link !== undefined) return link
  }
  return undefined
}
