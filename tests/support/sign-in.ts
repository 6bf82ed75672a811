import { createLegacyId } from '#server/accounts/sign-in-record.ts'
import type { SignInOfTokens } from '#server/accounts/tokens.ts'

/** For tokens that a test makes itself: as those of version 0.1.0, of which the server has no record. */
export function createUnrecordedSignIn(userId: string, signedInAt: number): SignInOfTokens {
  return { id: createLegacyId(userId, signedInAt), createdAt: signedInAt, generation: 0 }
}
