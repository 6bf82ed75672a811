import { createCipheriv, createDecipheriv } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

/** Bytes of the key that both sides share. */
export const sealKeyLength = 32

/**
 * Seals a message so that only the holder of the key can read it, and only the holder of the key can have written it.
 * @param purpose is not sent, and must be the same on both sides: an answer is not taken for a question
 */
export function seal(
  key: Uint8Array,
  purpose: string,
  message: unknown,
  randomBytes: (length: number) => Uint8Array
): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv(algorithm, key, iv).setAAD(new Uint8Array(Buffer.from(purpose)))
  const parts = [iv, cipher.update(JSON.stringify(message), 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts.map(part => new Uint8Array(part))).toString('base64url')
}

/** The message; undefined where it was sealed with another key or for another purpose, or was changed on the way. */
export function unseal(key: Uint8Array, purpose: string, sealed: string): unknown {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
  if (bytes.length < ivLength + tagLength) return undefined
  const end = bytes.length - tagLength
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength))
      .setAAD(new Uint8Array(Buffer.from(purpose)))
      .setAuthTag(bytes.subarray(end))
    const text = decipher.update(bytes.subarray(ivLength, end), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
