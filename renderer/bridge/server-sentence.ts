import type { ServerCheck } from '#electron/contract/desktop-types.ts'

type FailedCheck = ServerCheck & { readonly kind: 'failed' }

/** What the shell says of an address that is too open to be used. */
const plainHttp = 'plain-http'

/** Which of the catalogue's sentences (`server.problem`) tells a check that failed. */
export type ServerSentence = FailedCheck['problem'] | typeof plainHttp | 'not-ready'

/** An address without encryption is no wrong one, and a server that fails is there: for both there is a way on. */
export function sentenceOfCheck({ problem, detail }: FailedCheck): ServerSentence {
  if (detail === plainHttp) return plainHttp
  return problem === 'unreachable' && detail?.startsWith('http-5') === true ? 'not-ready' : problem
}
