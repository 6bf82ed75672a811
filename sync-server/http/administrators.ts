import { isPasswordRecent } from '#domain/rules/administration.ts'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'
import { HttpError } from './couch-answer.ts'
import type { Services } from './services.ts'

type Asked = Pick<Services, 'directory' | 'signIns' | 'now'>

/** The right is looked up with each request: whoever lost it a moment ago is refused (AC6). */
export function refuseOthers({ user }: ActiveSignIn, { directory }: Asked): void {
  if (directory.find(user.userId)?.isAdmin !== true) throw new HttpError(403, 'forbidden', 'not-administrator')
}

/** A password that came along with the request was typed for it; otherwise the sign-in knows when it was (AC7). */
export function refuseWithoutPassword({ via, signInId }: ActiveSignIn, { signIns, now }: Asked): void {
  if (via === 'basic') return
  const enteredAt = signInId === undefined ? undefined : signIns.findPasswordAt(signInId)
  if (!isPasswordRecent(enteredAt, now())) throw new HttpError(403, 'forbidden', 'password-needed')
}
