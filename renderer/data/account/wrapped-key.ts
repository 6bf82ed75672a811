import { z } from 'zod'
import { listPasswordForms } from '#domain/model/password.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { WrappedKey } from '#renderer/contract/application.ts'
import { fromBase64, toBase64 } from '../bytes.ts'
import { importDataKey } from './data-key.ts'

const wrappedKeySchema = z.object({
  byPassword: z.object({ rounds: z.int().min(1), salt: z.string(), wrapped: z.string() }).optional(),
  byDevice: z.string().optional()
}) satisfies z.ZodType<WrappedKey>

export interface PasswordKey {
  readonly key: CryptoKey
  readonly rounds: number
  readonly salt: string
}

/** Undefined where the text is no wrapped key. */
export function parseWrappedKey(text: string | undefined): WrappedKey | undefined {
  return wrappedKeySchema.safeParse(parseJson(text ?? '')).data
}

/** @param password in the form that counts, see `normalizePassword` */
export async function derivePasswordKey(password: string, rounds: number, salt: string): Promise<PasswordKey> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, [
    'deriveKey'
  ])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations: rounds }
  const usages = ['wrapKey', 'unwrapKey'] as const
  const key = await crypto.subtle.deriveKey(algorithm, secret, { name: 'AES-KW', length: 256 }, false, [...usages])
  return { key, rounds, salt }
}

/** The data key as a password wraps it, in any form that this version or 0.1.0 gave the password. Undefined where it is another password. */
export async function unwrapByPassword(
  { rounds, salt, wrapped }: NonNullable<WrappedKey['byPassword']>,
  typed: string
): Promise<{ readonly dataKey: CryptoKey; readonly form: string; readonly by: PasswordKey } | undefined> {
  for (const form of listPasswordForms(typed)) {
    const by = await derivePasswordKey(form, rounds, salt)
    const dataKey = await unwrapKey(wrapped, by.key)
    if (dataKey !== undefined) return { dataKey, form, by }
  }
  return undefined
}

export async function wrapKey(dataKey: CryptoKey, by: CryptoKey): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.wrapKey('raw', dataKey, by, 'AES-KW')))
}

/** The key in a form that can be wrapped again. Undefined where it was wrapped by another key. */
export async function unwrapKey(wrapped: string, by: CryptoKey): Promise<CryptoKey | undefined> {
  try {
    const usages = ['encrypt', 'decrypt'] as const
    return await crypto.subtle.unwrapKey('raw', fromBase64(wrapped), by, 'AES-KW', 'AES-GCM', true, [...usages])
  } catch {
    return undefined
  }
}

/** The same key, whose bytes nobody can read. */
export async function toHandle(dataKey: CryptoKey): Promise<CryptoKey> {
  return importDataKey(new Uint8Array(await crypto.subtle.exportKey('raw', dataKey)))
}
