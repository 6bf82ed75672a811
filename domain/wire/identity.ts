import { z } from 'zod'

/**
 * How a server proves that it is the one a device knows, at an address where the device has never met it. Only the holder of the
 * private key can sign, and it signs for its own addresses alone: a copied public key signs nothing, and what somebody in between
 * has it sign names another address than the one that the device used.
 */

/** Ed25519, the 32 bytes as base64url. */
export const serverKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const identityQuestionSchema = z.object({
  /** Fresh for each question: 32 bytes as base64url. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** The origin that the device asks at. */
  address: z.string().min(1).max(300)
})
export type IdentityQuestion = z.infer<typeof identityQuestionSchema>

export const identityProofSchema = z.object({
  serverKey: serverKeySchema,
  /** Of `createIdentityMessage`: 64 bytes as base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/)
})
export type IdentityProof = z.infer<typeof identityProofSchema>

/** What is signed. The first line keeps it apart from everything else that a server may ever sign. */
export function createIdentityMessage({ nonce, address }: IdentityQuestion): string {
  return `coachdesk-server-identity-1\n${address}\n${nonce}`
}
