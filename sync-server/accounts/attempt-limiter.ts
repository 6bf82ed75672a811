import { createHash } from 'node:crypto'
import { ipKeyGenerator } from 'express-rate-limit'
import { maxSignInNameLength } from '#domain/model/account.ts'
import { isTypedAddress, normalizeEmail } from '#domain/model/email-address.ts'
import { createHitTable, type HitTable } from './hit-table.ts'
import { minuteMs } from '#domain/time/durations.ts'

export interface AttemptLimits {
  readonly windowMs: number
  /** Failed sign-ins from one address within the window; generous, as a whole office may share one. */
  readonly perAddress: number
  /** Failed sign-ins for one name within the window, and of one device that signed in before. */
  readonly perName: number
}

export const defaultAttemptLimits: AttemptLimits = { windowMs: 15 * minuteMs, perAddress: 100, perName: 20 }

/** Bounds memory: about 2 MB when all tables are full. */
const maxKeys = 10_000

/** Somebody who tries a password. */
export interface Attempt {
  readonly address: string
  /** A name, or an e-mail address. Each is counted by itself: that the two are of one account is told to nobody (JO21). */
  readonly name: string
  /**
   * Proof that this device has signed in to the named account before: it is counted by itself, so that strangers who
   * guess at the name, or share the address, cannot lock it out.
   */
  readonly knownDevice?: string | undefined
}

export interface AttemptLimiter {
  /**
   * Counts an attempt before the password is looked at, so that many at once cannot slip through.
   * @returns seconds to wait when there were too many, otherwise undefined
   */
  count(attempt: Attempt): number | undefined
  /** Takes an attempt back: it was successful. */
  forgive(attempt: Attempt): void
}

interface Counter {
  readonly table: HitTable
  readonly key: string
  readonly limit: number
}

/** Slows down guessing of passwords. An address that is over its limit is not counted against any name. */
export function createAttemptLimiter(limits: AttemptLimits, now: () => number): AttemptLimiter {
  const byAddress = createHitTable(limits.windowMs, maxKeys, now)
  const byName = createHitTable(limits.windowMs, maxKeys, now)
  const byDevice = createHitTable(limits.windowMs, maxKeys, now)

  /** In the order in which they are asked. */
  function listCounters({ address, name, knownDevice }: Attempt): readonly Counter[] {
    if (knownDevice !== undefined) return [{ table: byDevice, key: knownDevice, limit: limits.perName }]
    const ofAddress = { table: byAddress, key: ipKeyGenerator(address), limit: limits.perAddress }
    const key = isTypedAddress(name) ? toAddressKey(name) : name.trim().toLowerCase()
    // A longer name belongs to nobody: there is nobody to protect, and nothing to remember.
    if (key.length > maxSignInNameLength) return [ofAddress]
    return [ofAddress, { table: byName, key, limit: limits.perName }]
  }

  return {
    count(attempt) {
      for (const { table, key, limit } of listCounters(attempt)) {
        const found = table.find(key)
        if (found !== undefined && found.hits >= limit) return Math.max(1, Math.ceil((found.resetAt - now()) / 1_000))
        table.hit(key)
      }
      return undefined
    },
    forgive(attempt) {
      for (const { table, key } of listCounters(attempt)) table.unhit(key)
    }
  }
}

/** As short for every address, whether or not it is somebody's. An `@` before it: no name has one. */
function toAddressKey(address: string): string {
  return `@${createHash('sha256').update(normalizeEmail(address)).digest('base64url').slice(0, 32)}`
}
