import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { SafeStorage } from '#electron/main/secrets/safe-storage.ts'

/** A computer's key store, whose key can get lost and which can go away. */
export interface FakeKeyStore extends SafeStorage {
  backend: string | undefined
  isThere: boolean
  key: string
  /** Says at opening that the key was changed since. */
  isRotated: boolean
}

export function createKeyStore(initial: Partial<FakeKeyStore> = {}): FakeKeyStore {
  const keyBytes = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest())
  const store: FakeKeyStore = {
    backend: 'gnome_libsecret',
    isThere: true,
    key: 'of this computer',
    isRotated: false,
    isEncryptionAvailable: () => store.isThere,
    isAsyncEncryptionAvailable: () => Promise.resolve(store.isThere),
    async encryptStringAsync(text) {
      if (!store.isThere) throw new Error('Encryption is not available.')
      const iv = new Uint8Array(randomBytes(12))
      const cipher = createCipheriv('aes-256-gcm', keyBytes(store.key), iv)
      const body = cipher.update(text, 'utf8', 'hex') + cipher.final('hex')
      return Buffer.from(Buffer.from(iv).toString('hex') + cipher.getAuthTag().toString('hex') + body, 'hex')
    },
    async decryptStringAsync(sealed) {
      if (!store.isThere) throw new Error('Decryption is not available.')
      const decipher = createDecipheriv('aes-256-gcm', keyBytes(store.key), new Uint8Array(sealed.subarray(0, 12)))
      decipher.setAuthTag(new Uint8Array(sealed.subarray(12, 28)))
      const result = decipher.update(sealed.toString('hex', 28), 'hex', 'utf8') + decipher.final('utf8')
      return { result, shouldReEncrypt: store.isRotated }
    },
    ...initial
  }
  if (store.backend !== undefined) store.getSelectedStorageBackend = () => store.backend ?? 'unknown'
  return store
}
