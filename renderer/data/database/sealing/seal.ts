import { fromBase64, toBase64 } from '#renderer/data/bytes.ts'

/** AES-GCM's own size: shorter or longer ones are hashed first. */
const nonceBytes = 12
/** Says how the rest is to be read. */
const formatPrefix = '1.'
/**
 * Seals texts with AES-256-GCM. `place` says where the text belongs: a sealed text that was moved to another place does not
 * open, nor does one that was changed.
 */
export interface Seal {
  close(text: string, place: string): Promise<string>
  /** Rejects where the text was not sealed with this key for this place. */
  open(sealed: string, place: string): Promise<string>
}

/** @param randomBytes gives a fresh nonce for each text; one that repeats would reveal both */
export function createSeal(key: CryptoKey, randomBytes: (length: number) => Uint8Array<ArrayBuffer>): Seal {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return {
    async close(text, place) {
      const nonce = randomBytes(nonceBytes)
      const algorithm = { name: 'AES-GCM', iv: nonce, additionalData: encoder.encode(place) }
      const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, encoder.encode(text)))
      // Twelve bytes end on a boundary of base64, so that the nonce's text and the rest's make one.
      return formatPrefix + toBase64(nonce) + toBase64(sealed)
    },
    async open(sealed, place) {
      if (!sealed.startsWith(formatPrefix)) throw new Error('sealed in an unknown way')
      const bytes = fromBase64(sealed.slice(formatPrefix.length))
      const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, nonceBytes), additionalData: encoder.encode(place) }
      return decoder.decode(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(nonceBytes)))
    }
  }
}
