import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { handedLifeMs } from '#server/joining/reset-record.ts'
import { bearer, createClient } from '../support/http-client.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

const url = 'https://desk.practice.example'
const over = { status: 403, json: { reason: 'link-not-valid' } }

let mails: MailServer
let clock: { now: number }
let test: TestServer
let stan: string
let ada: string

beforeEach(async () => {
  clock = { now: Date.UTC(2026, 10, 30, 8) }
  mails = await startMailServer()
  test = await startTestServer({
    createBookingsEngine,
    clock,
    steady: () => clock.now,
    gatherMailMs: 2 ** 30,
    settings: { publicUrl: url, mail: { smtpUrl: mails.smtpUrl, from: 'desk@practice.example', url } }
  })
  ada = await test.addAccount('ada', 'admin')
  await test.addAccount('bea', 'admin')
  stan = await test.addAccount('stan', 'student', { email: 'stan@example.org' })
  await confirm('stan@example.org')
})
afterEach(async () => {
  await test.remove()
  await mails.stop()
})

const ask = (path: string, body: object) => createClient(test.url)('POST', path, body)
const look = (token: string) => ask('/_links/look', { token })
const spend = (token: string) => ask('/_links/reset', { token, password: 'the next password' })
const tokenIn = (mail: TakenMail | undefined): string =>
  new RegExp(String.raw`${url}/app/[a-z-]+#(\S+)`).exec(mail?.text ?? '')?.[1] ?? ''

/** What was mailed since the last time, once everything that was asked for is done. */
async function settle(): Promise<readonly TakenMail[]> {
  await test.server.forgotten?.idle()
  await test.server.resets.idle()
  await test.server.mail?.idle()
  return (mails.taken as TakenMail[]).splice(0)
}
const tokenTo = async (address: string): Promise<string> =>
  tokenIn((await settle()).find(({ recipients }) => recipients.includes(address)))

async function confirm(address: string): Promise<void> {
  expect((await ask('/_links/address', { token: await tokenTo(address) })).status).toBe(200)
}

async function enter(email: string): Promise<void> {
  const asStan = createClient(test.url, bearer((await test.signIn('stan')).token))
  expect((await asStan('PUT', '/_account', { email, currentPassword: passwordOf('stan') })).status).toBe(200)
}

describe('a link that was handed over', () => {
  it.each(['setAdmin', 'setDisabled'] as const)(
    'JO24 is over with the right of its maker to make it: %s',
    async how => {
      const issued = await test.server.resets.issue(stan, { by: ada, lifeMs: handedLifeMs })
      const token = issued?.url.split('#')[1] ?? ''
      expect((await look(token)).status).toBe(200)
      expect((await test.server.service[how](ada, how === 'setDisabled')).ok).toBe(true)
      expect(await look(token)).toMatchObject(over)
      expect(await spend(token)).toMatchObject(over)
      expect((await test.signIn('stan')).userId).toBe(stan)
    }
  )

  it('JO24 of whoever runs commands on the server has no maker who could lose it', async () => {
    const issued = await test.server.resets.issue(stan, { by: undefined, lifeMs: handedLifeMs })
    expect((await spend(issued?.url.split('#')[1] ?? '')).status).toBe(200)
  })
})

describe('a link that was mailed', () => {
  it('JO24 is over once the address that it went to is not the account’s any more', async () => {
    await ask('/_links/forgotten', { login: 'stan' })
    const token = await tokenTo('stan@example.org')
    expect((await look(token)).status).toBe(200)
    clock.now += 1
    await enter('new@example.org')
    expect(await look(token)).toMatchObject(over)
    await confirm('new@example.org')
    expect(await spend(token)).toMatchObject(over)
  })
})

describe('a former address', () => {
  it('JO22 of somebody who was there in between does not come back over the owner’s, who has confirmed it anew', async () => {
    await enter('intruder@example.org')
    await confirm('intruder@example.org')
    clock.now += 1
    await enter('stan@example.org')
    const list = await settle()
    const back = tokenIn(list.find(({ recipients }) => recipients.includes('intruder@example.org')))
    const own = tokenIn(list.find(({ recipients }) => recipients.includes('stan@example.org')))
    expect((await ask('/_links/address', { token: own })).status).toBe(200)
    expect(await ask('/_links/revert-address', { token: back })).toMatchObject(over)
    expect(test.server.directory.find(stan)).toMatchObject({ email: 'stan@example.org' })
  })

  it('JO22 of the owner stays when somebody who came later confirms an address for the second time', async () => {
    await enter('intruder@example.org')
    const back = await (async () => {
      const list = await settle()
      const token = tokenIn(list.find(({ recipients }) => recipients.includes('intruder@example.org')))
      expect((await ask('/_links/address', { token })).status).toBe(200)
      return tokenIn(list.find(({ recipients }) => recipients.includes('stan@example.org')))
    })()
    clock.now += 1
    await enter('')
    clock.now += 1
    await enter('intruder@example.org')
    await confirm('intruder@example.org')
    expect((await ask('/_links/revert-address', { token: back })).status).toBe(200)
    expect(test.server.directory.find(stan)).toMatchObject({ email: 'stan@example.org' })
  })

  it('JO22 is told also where the first mail was refused, and an administrator has it sent again', async () => {
    mails.judge = () => 550
    await enter('other@example.org')
    await settle()
    mails.judge = () => undefined
    clock.now += 60_000
    const failed = test.server.mail?.listFailed().find(({ kind }) => kind === 'address-changed')
    expect(await test.server.mail?.tryAgain(failed?.id ?? '')).toBe(true)
    const token = await tokenTo('stan@example.org')
    expect((await ask('/_links/revert-address', { token })).status).toBe(200)
  })
})

describe('a stranger’s mailbox', () => {
  it('ML3 gets no more mails from many requests at once than from one after the other', async () => {
    await test.addAccount('una', 'student')
    const una = createClient(test.url, bearer((await test.signIn('una')).token))
    await una('PUT', '/_account', { email: 'stranger@example.org', currentPassword: passwordOf('una') })
    let now = clock.now
    // Every look at the clock is a later one, as many requests meet it.
    Object.defineProperty(clock, 'now', { get: () => (now += 1) })
    await Promise.all(Array.from({ length: 25 }, () => una('POST', '/_account/address', {})))
    const sent = (await settle()).filter(({ recipients }) => recipients.includes('stranger@example.org'))
    expect(sent.length).toBeGreaterThan(1)
    expect(sent.length).toBeLessThanOrEqual(5)
  })
})
