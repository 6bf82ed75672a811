import { createIdentityMessage, identityProofSchema } from '#domain/wire/identity.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import { fail, type Result, succeed } from '../http/failure.ts'
import type { HttpTransport } from '../http/http-transport.ts'
import { readAs } from '../http/sign-in-api.ts'

export type Proof =
  | { readonly kind: 'proven' }
  /** Its key is another one, or it does not hold the private one. */
  | { readonly kind: 'another-server' }
  /** It says that the address is none of its own. */
  | { readonly kind: 'address-not-listed' }
  /** A server of version 0.1.0, which proves nothing. */
  | { readonly kind: 'no-identity' }

/**
 * Asks the server at an address for a proof that it is the one with this key. A random number and the address are sent, nothing of
 * the person. What somebody in between has the real server sign holds for no address but the server's own.
 * @param address the origin that `transport` sends to
 */
export async function proveServer(parts: {
  readonly transport: HttpTransport
  readonly address: string
  readonly serverKey: string
  readonly randomBytes: (length: number) => Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
}): Promise<Result<Proof>> {
  const { transport, address, serverKey, randomBytes, signal } = parts
  const question = { nonce: toBase64Url(randomBytes(32)), address }
  const answer = await transport.readJson({ method: 'POST', path: '/_identity', body: question, signal })
  if (!answer.ok) {
    const { failure } = answer
    if (failure.kind !== 'rejected') return answer
    if (failure.status === 403) return succeed({ kind: 'address-not-listed' })
    return failure.status === 404 || failure.status === 405 ? succeed({ kind: 'no-identity' }) : answer
  }
  const proof = readAs(identityProofSchema, answer)
  if (!proof.ok) return fail({ kind: 'not-a-server', detail: 'a proof of unknown shape' })
  const isProven =
    proof.value.serverKey === serverKey &&
    (await isSignedBy(serverKey, proof.value.signature, createIdentityMessage(question)))
  return succeed({ kind: isProven ? 'proven' : 'another-server' })
}

async function isSignedBy(serverKey: string, signature: string, message: string): Promise<boolean> {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: serverKey }
    const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), new TextEncoder().encode(message))
  } catch {
    // A key that is none, or an engine without Ed25519: nothing is proven.
    return false
  }
}
