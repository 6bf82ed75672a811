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

const readKey = (): Buffer => {
  if (!hasKeyStore()) return Buffer.alloc(32, 'peanuts') // Chromium's word for "no key store": obfuscation only
  try {
    return readFileSync(keyFile())
  } catch {
    return replaceKey()
  }
}

/** Loses the key, as a system that was set up anew does: what it sealed can never be opened again. */
export const replaceKey = (): Buffer => {
  const key = randomBytes(32)
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
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', readKey(), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from(version()), nonce, sealed, cipher.getAuthTag()])
}

const decrypt = (sealed: Buffer): string => {
  const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
  if (!isAvailable()) throw new Error(`${failure} Decryption is not available.`)
  const bytes = Buffer.from(sealed)
  if (bytes.toString('latin1', 0, 3) !== version())
    throw new Error(`${failure} Ciphertext does not appear to be encrypted.`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', readKey(), bytes.subarray(3, 15))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(15, -16)), decipher.final()]).toString('utf8')
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
