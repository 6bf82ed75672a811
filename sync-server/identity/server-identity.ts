import { createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { createIdentityMessage, type IdentityProof, type IdentityQuestion } from '#domain/wire/identity.ts'

/** What a server proves itself with. */
export interface ServerIdentity {
  /** Public key: Ed25519 as base64url. Devices remember it. */
  readonly serverKey: string
  /** Undefined for an address that is not this server's by its settings: somebody else was asked there. */
  prove(question: IdentityQuestion): IdentityProof | undefined
}

/** A private Ed25519 key in PKCS #8 is these bytes and its seed (RFC 8410, section 7). */
const pkcs8Prefix = '302e020100300506032b657004220420'

/**
 * The key derives from the secret alone: it outlives copies and `npm run restored`, and another secret is another server.
 * @param addresses the origins at which people reach this server
 */
export function createServerIdentity(secret: string, addresses: readonly string[]): ServerIdentity {
  const seed = createHmac('sha256', secret).update('coachdesk server identity').digest('hex')
  const der = Buffer.from(pkcs8Prefix + seed, 'hex')
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const serverKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
  return {
    serverKey,
    prove(question) {
      if (!addresses.includes(question.address)) return undefined
      const signature = sign(undefined, new TextEncoder().encode(createIdentityMessage(question)), privateKey)
      return { serverKey, signature: signature.toString('base64url') }
    }
  }
}
