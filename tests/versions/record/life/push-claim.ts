import type { TestClock } from '../../support/test-clock.ts'

/** Claims a slot as a person's other program does, whatever a device of that person shows. */
export async function pushClaim(parts: {
  readonly server: { readonly url: string }
  readonly clock: TestClock
  readonly name: string
  readonly password: string
  readonly slotId: string
}): Promise<void> {
  const { server, clock, name, password, slotId } = parts
  const [coachId = '', startsAt = ''] = slotId.split(':')
  const post = async (path: string, body: object, token = ''): Promise<unknown> => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body)
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { token } = (await post('/_session', { name, password })) as { readonly token: string }
  const claim = {
    _id: slotId,
    coachId,
    startsAt: Number(startsAt),
    endsAt: Number(startsAt) + 7_200_000,
    status: 'requested',
    bookingId: Buffer.from(slotId).toString('hex').padEnd(32, '0').slice(-32),
    validUntil: clock.now + 900_000
  }
  await post('/slots/_bulk_docs', { docs: [claim] }, token)
}
