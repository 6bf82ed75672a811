import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { maxMailedInvitations } from '#server/joining/invitations.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { unboundedQuotas } from '../support/unbounded-quotas.ts'

const url = 'https://desk.practice.example'
let mails: MailServer
let test: TestServer
let coach: Ask

async function startDesk(dataFolder?: string, hasMail = true): Promise<void> {
  test = await startTestServer({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    createBookingsEngine,
    quotas: unboundedQuotas,
    gatherMailMs: 2 ** 30,
    settings: {
      secret: 'the secret of these tests, long enough',
      ...(hasMail ? { mail: { smtpUrl: mails.smtpUrl, from: 'desk@practice.example', url } } : {})
    }
  })
}
const signIn = async (): Promise<void> => {
  coach = createClient(test.url, bearer((await test.signIn('carla')).token))
}

beforeEach(async () => {
  mails = await startMailServer()
  await startDesk()
  await test.addAccount('carla', 'coach', { displayName: 'Carla Coach' })
  await signIn()
})
afterEach(async () => {
  await test.remove()
  await mails.stop()
})

const invite = (address: string) => coach('POST', '/_invitations', { label: 'Sam', address })
async function take(): Promise<readonly TakenMail[]> {
  await test.server.mail?.idle()
  return (mails.taken as TakenMail[]).splice(0)
}
const linkIn = (mail: TakenMail | undefined): string =>
  new RegExp(String.raw`${url}/app/join#\S+`).exec(mail?.text ?? '')?.[0] ?? ''
const idOf = ({ json }: Awaited<ReturnType<Ask>>): string => (json['invitation'] as { readonly id: string }).id

describe('an invitation that is mailed', () => {
  it('JO13 brings the link that was told, once, and to that address alone', async () => {
    const made = await invite(' sam@example.org ')
    expect(made).toMatchObject({ status: 200, json: { invitation: { address: 'sam@example.org', state: 'open' } } })
    const [mail, ...others] = await take()
    expect(others).toEqual([])
    expect(mail).toMatchObject({ recipients: ['sam@example.org'], subject: 'Carla Coach invites you to CoachDesk' })
    const looked = await createClient(test.url)('POST', '/_links/look', { token: linkIn(mail).split('#')[1] })
    expect(looked).toMatchObject({ status: 200, json: { kind: 'invitation', invitation: { by: 'Carla Coach' } } })
    expect(await take()).toEqual([])
    expect(test.log.filter(line => line.includes('sam@example.org'))).toEqual([])
  })

  it('JO13 is not mailed once it was withdrawn', async () => {
    const made = await invite('sam@example.org')
    expect((await coach('DELETE', `/_invitations/${idOf(made)}`)).status).toBe(200)
    expect(await take()).toEqual([])
  })

  it('JO13 is mailed after a restart with the same link, also where the server died before it wrote the mail', async () => {
    await invite('sam@example.org')
    await invite('eve@example.org')
    const { dataFolder } = test
    await test.server.stop()
    // As a kill would leave it: the invitation is on disk, and nothing of its mail.
    await startDesk(dataFolder, false)
    const outbox = await test.server.databases.open('outbox')
    for await (const { _id, _rev, to } of outbox.all())
      if (to !== undefined) await outbox.write([{ _id, _rev, _deleted: true }], { newEdits: true })
    await test.server.stop()
    await startDesk(dataFolder)
    const taken = await take()
    expect(new Set(taken.flatMap(({ recipients }) => recipients))).toEqual(
      new Set(['eve@example.org', 'sam@example.org'])
    )
    expect(taken).toHaveLength(2)
    await test.server.stop()
    await startDesk(dataFolder)
    expect(await take()).toEqual([])
  })

  it('JO13 is refused for what is no address, where nobody sends mail, and after so many within a day', async () => {
    expect(await invite('sam at example')).toMatchObject({ status: 400, json: { fields: ['address'] } })
    for (let n = 0; n < maxMailedInvitations; n += 1) expect((await invite(`s${n}@example.org`)).status).toBe(200)
    expect(await invite('more@example.org')).toMatchObject({ status: 403, json: { reason: 'too-many-invitations' } })
    const { dataFolder } = test
    await test.server.stop()
    await startDesk(dataFolder, false)
    await signIn()
    expect(await invite('sam@example.org')).toMatchObject({ status: 403, json: { reason: 'no-mail' } })
  })
})
