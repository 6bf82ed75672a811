import type { ForgottenRequest } from '#domain/wire/links.ts'
import { doneSchema } from '#domain/wire/sign-in.ts'
import { welcomeSchema } from '#domain/wire/welcome.ts'
import type { Outcome, ResetWay } from '#renderer/contract/screens.ts'
import { failureToRefusal } from '../http/failure.ts'
import type { HttpTransport } from '../http/http-transport.ts'
import { readAs } from '../http/sign-in-api.ts'

type Transport = Pick<HttpTransport, 'readJson'>

/** How somebody who forgot the password gets a new one at a server (JO23): only one that sends mail mails a link. */
export async function findResetWay(transport: Transport): Promise<Outcome<ResetWay>> {
  const signal = new AbortController().signal
  const answer = readAs(welcomeSchema, await transport.readJson({ method: 'GET', path: '/', signal }))
  if (!answer.ok) return { ok: false, refusal: failureToRefusal(answer.failure) }
  const { features } = answer.value
  const isMailed = features.includes('password-reset') && features.includes('mail')
  return { ok: true, value: isMailed ? 'mail' : 'administrator' }
}

/** The answer says nothing of whether there is such an account. */
export async function askForReset(transport: Transport, login: string): Promise<Outcome> {
  const body: ForgottenRequest = { login }
  const signal = new AbortController().signal
  const answer = await transport.readJson({ method: 'POST', path: '/_links/forgotten', body, signal })
  const done = readAs(doneSchema, answer)
  return done.ok ? { ok: true, value: undefined } : { ok: false, refusal: failureToRefusal(done.failure) }
}
