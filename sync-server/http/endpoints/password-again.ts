import { passwordHoldsMs } from '#domain/rules/administration.ts'
import { passwordAgainSchema, type PasswordHoldsAnswer, passwordHoldsSchema } from '#domain/wire/administration.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits } from '../request-shapes.ts'
import { tooManyAttempts, unauthorized } from '../sign-in-refusals.ts'

/** What an administrator does asks for a password that was typed a moment ago (AC7). */
export const passwordAgainEndpoints = {
  'password-again': defineEndpoint({
    method: 'POST',
    path: '/_session/password',
    access: 'signed-in',
    answer: passwordHoldsSchema,
    body: { schema: passwordAgainSchema, limit: bodyLimits.small },
    // A slow hash.
    cost: 50,
    async handle({ req, res, signIn, body: { password } }, { authenticator, signIns, now }) {
      const { user, signInId } = signIn
      // As for a change of the password: guesses from elsewhere do not count here.
      const attempt = { name: user.name, address: req.ip ?? '', knownDevice: user.userId }
      const checked = await authenticator.checkPassword(attempt, password)
      if (!checked.ok && checked.reason === 'too-many-attempts') throw tooManyAttempts(checked.retryAfterS)
      if (!checked.ok) throw new HttpError(403, 'forbidden', 'wrong-password')
      // A token from before sign-ins were recorded: it is once that is renewed.
      if (signInId !== undefined && !(await signIns.notePassword(signInId))) throw unauthorized('invalid-token')
      sendJson(res, 200, { until: now() + passwordHoldsMs } satisfies PasswordHoldsAnswer)
    }
  })
} as const
