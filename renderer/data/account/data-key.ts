/** AES-256. */
export const dataKeyBytes = 32

/** A key for sealing private fields, of 32 random bytes. It leaves this realm only as a handle: its bytes cannot be read back. */
export function importDataKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
