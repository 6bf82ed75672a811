import type { Request } from 'express'
import type { Credential } from '../accounts/authenticator.ts'

export const signInCookie = 'AuthSession'

/** What a request brings along: Bearer or Basic, otherwise the sign-in cookie. `malformed`: a header that is neither. */
export function readCredential(req: Request): Credential | 'none' | 'malformed' {
  const header = req.headers.authorization
  if (header === undefined) return readCookie(req.headers.cookie)
  const [scheme = '', value = ''] = header.split(/\s+/, 2)
  if (scheme.toLowerCase() === 'bearer' && value !== '') return { kind: 'bearer', token: value }
  if (scheme.toLowerCase() !== 'basic') return 'malformed'
  const text = Buffer.from(value, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return 'malformed'
  return { kind: 'basic', name: text.slice(0, colon), password: text.slice(colon + 1), address: req.ip ?? '' }
}

function readCookie(header: string | undefined): Credential | 'none' {
  for (const pair of header?.split(';') ?? []) {
    const [name = '', value = ''] = pair.trim().split('=', 2)
    if (name === signInCookie && value !== '') return { kind: 'cookie', token: value }
  }
  return 'none'
}
