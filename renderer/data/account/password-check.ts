import { z } from 'zod'
import { listPasswordForms, normalizePassword } from '#domain/model/password.ts'
import { fromHex, toHex } from '../bytes.ts'

/** What OWASP asks of PBKDF2 with SHA-256. */
export const defaultPasswordRounds = 600_000
const saltBytes = 16
const hashBits = 256

/** Enough to tell whether a password is the right one, and slow enough that trying many is of no use. */
export const passwordCheckSchema = z.strictObject({
  algorithm: z.literal('PBKDF2-SHA-256'),
  rounds: z.int().min(1),
  salt: z.string(),
  hash: z.string()
})
export type PasswordCheck = z.infer<typeof passwordCheckSchema>

/** Made at a sign-in that the server confirmed, for unlocking the account here without a network. */
export async function createPasswordCheck(
  password: string,
  rounds: number,
  randomBytes: (length: number) => Uint8Array<ArrayBuffer>
): Promise<PasswordCheck> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(normalizePassword(password), salt, rounds)
  return { algorithm: 'PBKDF2-SHA-256', rounds, salt: toHex(salt), hash: toHex(hash) }
}

/**
 * Whether the password is the right one. `outdated`: it is, and was checked in the form that version 0.1.0 took; the check is to
 * be made anew.
 */
export async function comparePassword(typed: string, check: PasswordCheck): Promise<'same' | 'outdated' | 'other'> {
  for (const form of listPasswordForms(typed)) {
    if (await isPassword(form, check)) return form === normalizePassword(typed) ? 'same' : 'outdated'
  }
  return 'other'
}

/** Compares without stopping at the first difference. */
async function isPassword(password: string, check: PasswordCheck): Promise<boolean> {
  const expected = fromHex(check.hash)
  const actual = await derive(password, fromHex(check.salt), check.rounds)
  const difference = actual.reduce((sum, byte, index) => sum | (byte ^ (expected[index] ?? 0)), 0)
  return difference === 0 && actual.length === expected.length
}

async function derive(password: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    key,
    hashBits
  )
  return new Uint8Array(bits)
}
