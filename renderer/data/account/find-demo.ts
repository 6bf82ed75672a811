import { type DemoOffer, welcomeSchema } from '#domain/wire/welcome.ts'
import type { HttpTransport } from '../http/http-transport.ts'

/** Nobody waits for the answer, and where none comes nothing is missing, ms. */
const patienceMs = 60_000

/** Asks a server whether it is a demo, and for whom it lets everybody in. */
export async function findDemo(transport: Pick<HttpTransport, 'readJson'>): Promise<DemoOffer | undefined> {
  const answer = await transport.readJson({ method: 'GET', path: '/', signal: AbortSignal.timeout(patienceMs) })
  return answer.ok ? welcomeSchema.safeParse(answer.value).data?.demo : undefined
}
