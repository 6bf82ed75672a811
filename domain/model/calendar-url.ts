import { calendarUrlMaxLength } from './limits.ts'

/** Servers of the web listen at these; others are doors of other things. */
const ports = ['', '80', '443']

/**
 * The web address of a calendar as it is stored and asked for: `webcal:` is read as `https:`. Undefined for what is no address of the
 * web, is too long, holds a name or a password, or names another port than 80 and 443. Whether the address is a public one, the server finds
 * out when it reads it.
 */
export function readCalendarUrl(text: string): string | undefined {
  const typed = toWeb(text)
  // Browsers and servers do not agree on addresses with blanks or backslashes in them.
  if (typed.length > calendarUrlMaxLength || /[\s\\\p{Cc}]/u.test(typed) || !/^https?:\/\/[^/]/i.test(typed))
    return undefined
  if (!URL.canParse(typed)) return undefined
  const url = new URL(typed)
  url.hash = ''
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== ''
  return isWeb && !holdsPassword(typed) && ports.includes(url.port) && url.href.length <= calendarUrlMaxLength
    ? url.href
    : undefined
}

/** Whether an address brings a name or a password: they open more than the calendar, and would be shown and stored with it. */
export function holdsPassword(text: string): boolean {
  const typed = toWeb(text)
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  return url !== undefined && url.username + url.password !== ''
}

function toWeb(text: string): string {
  return text.trim().replace(/^webcals?:\/\//i, 'https://')
}
