import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { app } from '../app/app.ts'
import { life } from '../core/life.ts'
import { strict } from '../core/not-simulated.ts'

// The sealing key stands outside the user data, as in a system's key store: copying a profile does not copy its key.

const keyFile = (): string => process.env['SIM_KEYRING_FILE'] ?? `${app.getPath('userData')}.keyring`
let usesPlainText = false

const hasKeyStore = (): boolean => process.env['SIM_KEYRING'] !== 'none'
const isAvailable = (): boolean => life.isReady && (hasKeyStore() || usesPlainText)

const readKey = (): Uint8Array => {
  // Chromium's fixed word where there is no key store: obfuscation only.
  if (!hasKeyStore()) return new Uint8Array(Buffer.alloc(32, 'peanuts'))
  try {
    return new Uint8Array(readFileSync(keyFile()))
  } catch {
    return replaceKey()
  }
}

/** Loses the key, as a system that was set up anew does: what it sealed can never be opened again. */
export const replaceKey = (): Uint8Array => {
  const key = new Uint8Array(randomBytes(32))
  writeFileSync(keyFile(), key, { mode: 0o600 })
  return key
}

const version = (): string => (hasKeyStore() ? 'v11' : 'v10')

const encrypt = (text: string): Buffer => {
  if (typeof text !== 'string') throw new TypeError('Error processing argument at index 0, conversion failure')
  if (!isAvailable()) {
    throw new Error(
      'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.'
    )
  }
  const nonce = new Uint8Array(randomBytes(12))
  const cipher = createCipheriv('aes-256-gcm', readKey(), nonce)
  const sealed = cipher.update(text, 'utf8', 'latin1') + cipher.final('latin1')
  const head = version() + Buffer.from(nonce).toString('latin1')
  return Buffer.from(head + sealed + cipher.getAuthTag().toString('latin1'), 'latin1')
}

const decrypt = (sealed: Buffer): string => {
  const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
  if (!isAvailable()) throw new Error(`${failure} Decryption is not available.`)
  const bytes = new Uint8Array(sealed)
  if (sealed.toString('latin1', 0, 3) !== version()) {
    throw new Error(`${failure} Ciphertext does not appear to be encrypted.`)
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', readKey(), bytes.slice(3, 15))
    decipher.setAuthTag(bytes.slice(-16))
    return decipher.update(bytes.slice(15, -16), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw new Error(failure)
  }
}

export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: isAvailable,
  isAsyncEncryptionAvailable: () => Promise.resolve(isAvailable()),
  getSelectedStorageBackend: () => {
    if (!life.isReady) return 'unknown'
    return hasKeyStore() ? 'gnome_libsecret' : 'basic_text'
  },
  setUsePlainTextEncryption(isPlain: boolean) {
    usesPlainText = isPlain
  },
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (text: string) => Promise.resolve(encrypt(text)),
  decryptStringAsync: async (sealed: Buffer) => Promise.resolve({ result: decrypt(sealed), shouldReEncrypt: false })
})
