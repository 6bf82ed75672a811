import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { handedLifeMs, mailedLifeMs } from '#server/joining/reset-record.ts'
import { loadResetRecords } from '#server/joining/reset-records.ts'
import { renewTokenMaterial } from '#server/startup/token-material.ts'
import { basic, bearer, createClient } from '../support/http-client.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

const start = Date.UTC(2026, 10, 30, 8)
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const url = 'https://desk.practice.example'
const next = 'the next password'

let mails: MailServer
let clock: { now: number }
let test: TestServer
let stan: string
let ada: string

async function startDesk(): Promise<void> {
  test = await startTestServer({
    createBookingsEngine,
    clock,
    steady: () => clock.now,
    gatherMailMs: 2 ** 30,
    settings: {
      secret: 'the secret of these tests, long enough',
      publicUrl: url,
      mail: { smtpUrl: mails.smtpUrl, from: 'desk@practice.example', url }
    }
  })
}

beforeEach(async () => {
  clock = { now: start }
  mails = await startMailServer()
  await startDesk()
  ada = await test.addAccount('ada', 'admin')
  stan = await test.addAccount('stan', 'student', { email: 'Stan@Example.org' })
  await confirm('stan@example.org')
})
afterEach(async () => {
  await test.remove()
  await mails.stop()
})

const anonymous = () => createClient(test.url)
const take = (): readonly TakenMail[] => (mails.taken as TakenMail[]).splice(0)
const tokenIn = (mail: TakenMail | undefined): string =>
  new RegExp(String.raw`${url}/app/[a-z-]+#(\S+)`).exec(mail?.text ?? '')?.[1] ?? ''

/** Everything that was asked for is done, and mailed. */
async function settle(): Promise<readonly TakenMail[]> {
  await test.server.forgotten?.idle()
  await test.server.resets.idle()
  await test.server.mail?.idle()
  return take()
}

async function confirm(address: string): Promise<void> {
  const mail = (await settle()).find(({ recipients }) => recipients[0]?.toLowerCase() === address)
  expect((await anonymous()('POST', '/_links/address', { token: tokenIn(mail) })).status).toBe(200)
}

const forget = (login: string) => anonymous()('POST', '/_links/forgotten', { login })
const spend = (token: string, password = next) => anonymous()('POST', '/_links/reset', { token, password })
const look = (token: string) => anonymous()('POST', '/_links/look', { token })
const signIn = (name: string, password: string) => anonymous()('POST', '/_session', { name, password })
const sortStatuses = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b)
const over = { status: 403, json: { reason: 'link-not-valid' } }

async function mailedToken(login = 'stan'): Promise<string> {
  await forget(login)
  return tokenIn((await settle()).find(({ subject }) => subject === 'Set a new password for CoachDesk'))
}

async function handedToken(userId = stan): Promise<string> {
  const issued = await test.server.resets.issue(userId, { by: ada, lifeMs: handedLifeMs })
  return issued?.url.split('#')[1] ?? ''
}

async function noticesOf(userId: string) {
  const found: Record<string, unknown>[] = []
  for await (const doc of (await test.server.databases.open(`calls-${userId}`)).all()) found.push({ ...doc })
  return found.map(({ topic, otherName, theirs }) => ({ topic, otherName, theirs }))
}

describe('an e-mail address', () => {
  it('JO20 stands for the sign-in name once it is confirmed, in whatever case', async () => {
    for (const name of ['stan@example.org', ' STAN@example.ORG ', 'stan'])
      expect(await signIn(name, passwordOf('stan'))).toMatchObject({
        status: 200,
        json: { name: 'stan', userId: stan, email: 'Stan@Example.org' }
      })
    expect(await createClient(test.url, basic('stan@example.org', passwordOf('stan')))('GET', '/slots')).toMatchObject({
      status: 200
    })
    await test.addAccount('una', 'student', { email: 'una@example.org' })
    expect((await signIn('una@example.org', passwordOf('una'))).status).toBe(401)
    expect((await signIn('una', passwordOf('una'))).json).not.toHaveProperty('email')
  })

  it('JO20 is one account’s alone: whoever reads its mail is told, and nobody else', async () => {
    const una = await test.addAccount('una', 'student', { email: 'STAN@example.org' })
    const asUna = createClient(test.url, bearer((await test.signIn('una')).token))
    expect((await asUna('GET', '/_account')).json).toMatchObject({ email: 'STAN@example.org', emailConfirmed: false })
    const [mail] = await settle()
    expect(await anonymous()('POST', '/_links/address', { token: tokenIn(mail) })).toMatchObject({
      status: 403,
      json: { reason: 'address-taken' }
    })
    expect(test.server.directory.find(una)?.emailConfirmedAt).toBeUndefined()
    expect(test.server.directory.findByLogin('stan@example.org')?.id).toBe(stan)
  })

  it('JO20 is one account’s alone also where two confirm it at once', async () => {
    await test.addAccount('una', 'student', { email: 'both@example.org' })
    await test.addAccount('uwe', 'student', { email: 'both@example.org' })
    const tokens = (await settle()).map(tokenIn)
    const answers = await Promise.all(tokens.map(token => anonymous()('POST', '/_links/address', { token })))
    expect(sortStatuses(answers)).toEqual([200, 403])
  })

  it('JO20 that is changed stands for nobody at once, also for a password that was believed a moment ago', async () => {
    const byAddress = createClient(test.url, basic('stan@example.org', passwordOf('stan')))
    expect((await byAddress('GET', '/slots')).status).toBe(200)
    const asStan = createClient(test.url, bearer((await test.signIn('stan')).token))
    await asStan('PUT', '/_account', { email: '', currentPassword: passwordOf('stan') })
    expect((await byAddress('GET', '/slots')).status).toBe(401)
  })

  it('JO21 unknown, unconfirmed and wrong get the same answer, after the same work', async () => {
    await test.addAccount('una', 'student', { email: 'una@example.org' })
    const answers = []
    for (const name of ['nobody', 'nobody@example.org', 'una@example.org', 'stan', 'stan@example.org'])
      answers.push(await signIn(name, 'a wrong password'))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(401)
  })

  it('JO21 is counted as a name is, known or not, however long', async () => {
    for (const name of ['stan@example.org', `${'x'.repeat(150)}@example.org`]) {
      const statuses: number[] = []
      for (let tries = 0; tries < 21; tries += 1) statuses.push((await signIn(name, 'a wrong password')).status)
      expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([20, 429])
      expect((await signIn(name.toUpperCase(), passwordOf('stan'))).status).toBe(429)
    }
    // That the two are of one account is told to nobody.
    expect((await signIn('stan', passwordOf('stan'))).status).toBe(200)
  })

  it('JO22 is changed with the current password alone', async () => {
    const asStan = createClient(test.url, bearer((await test.signIn('stan')).token))
    const change = (more: object) => asStan('PUT', '/_account', { email: 'new@example.org', ...more })
    expect(await change({ displayName: 'Stan Two' })).toMatchObject({ status: 400, json: { fields: ['email'] } })
    expect(await change({ currentPassword: 'a wrong one' })).toMatchObject({
      status: 403,
      json: { reason: 'wrong-password' }
    })
    expect(test.server.directory.find(stan)).toMatchObject({ email: 'Stan@Example.org', displayName: 'Person stan' })
    // As a device of before sends it: all details, of which others have changed.
    const same = await asStan('PUT', '/_account', { email: 'Stan@Example.org', displayName: 'Stan Two' })
    expect(same).toMatchObject({ status: 200, json: { emailConfirmed: true, displayName: 'Stan Two' } })
    expect(await change({ currentPassword: passwordOf('stan') })).toMatchObject({
      status: 200,
      json: { email: 'new@example.org', emailConfirmed: false }
    })
  })

  describe('that was replaced', () => {
    const enter = async (email: string) => {
      const asStan = createClient(test.url, bearer((await test.signIn('stan')).token))
      expect((await asStan('PUT', '/_account', { email, currentPassword: passwordOf('stan') })).status).toBe(200)
    }
    const tell = async (): Promise<string> =>
      tokenIn((await settle()).find(({ recipients }) => recipients.includes('Stan@example.org')))
    const revert = (token: string) => anonymous()('POST', '/_links/revert-address', { token })

    it('JO22 can be put back for 7 days, which ends all sign-ins and what was entered after it', async () => {
      const thief = await test.signIn('stan')
      await enter('thief@example.org')
      const token = await tell()
      expect(token).not.toBe('')
      await enter('thief2@example.org')
      await settle()
      clock.now += 7 * dayMs - 1
      expect((await revert(token)).status).toBe(200)
      expect(test.server.directory.find(stan)).toMatchObject({ email: 'Stan@Example.org' })
      expect(test.server.directory.find(stan)?.formerEmails).toBeUndefined()
      expect((await signIn('stan@example.org', passwordOf('stan'))).status).toBe(200)
      expect(await anonymous()('POST', '/_session/renew', { renewalToken: thief.renewalToken })).toMatchObject({
        status: 401
      })
      // Once.
      expect(await revert(token)).toMatchObject(over)
    })

    it('JO22 cannot be put back later, by a made-up link, or by the link of a confirmation', async () => {
      await enter('other@example.org')
      const list = await settle()
      const token = tokenIn(list.find(({ recipients }) => recipients.includes('Stan@example.org')))
      const confirmation = tokenIn(list.find(({ recipients }) => recipients.includes('other@example.org')))
      for (const made of [token.replace(stan, ada), confirmation, `${token.slice(0, -2)}AA`, ''])
        expect(await revert(made)).toMatchObject(over)
      clock.now += 7 * dayMs
      expect(await revert(token)).toMatchObject(over)
    })

    it('JO22 is told at once, however slow the mail server of the new one is', async () => {
      mails.judge = recipient => (recipient === 'slow@example.org' ? 451 : undefined)
      await enter('slow@example.org')
      expect(await tell()).not.toBe('')
    })

    it('JO22 stays with the account that has confirmed it since', async () => {
      await enter('other@example.org')
      const token = await tell()
      await test.addAccount('una', 'student', { email: 'stan@example.org' })
      await confirm('stan@example.org')
      expect(await revert(token)).toMatchObject({ status: 403, json: { reason: 'address-taken' } })
    })
  })
})

describe('a forgotten password', () => {
  it('JO23 is set by a mailed link, which says whose it is, and signs in', async () => {
    for (const login of ['stan', 'STAN@example.org']) {
      const token = await mailedToken(login)
      expect(token).toMatch(/^[\w-]{43}$/)
      expect((await look(token)).json).toMatchObject({ kind: 'reset', name: 'stan', validUntil: start + mailedLifeMs })
      const done = await spend(token, `${next} of ${login}`)
      expect(done).toMatchObject({ status: 200, json: { userId: stan, name: 'stan' } })
      expect((await signIn('stan', `${next} of ${login}`)).status).toBe(200)
    }
  })

  it('JO23 is answered alike and before anything is stored, whether or not there is an account', async () => {
    await test.addAccount('una', 'student', { email: 'una@example.org' })
    await test.addAccount('dora', 'student', { email: 'dora@example.org' })
    await settle()
    await test.server.service.setDisabled(test.server.directory.findByName('dora')?.id ?? '', true)
    const store = await test.server.databases.open('resets')
    const seqBefore = (await store.info()).updateSeq
    const answers = []
    for (const login of ['stan', 'stan@example.org', 'nobody', 'nobody@example.org', 'una@example.org', 'una', 'dora'])
      answers.push(await forget(login))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 {"ok":true}\n']))
    const recipients = (await settle()).flatMap(mail => mail.recipients)
    expect(new Set(recipients)).toEqual(new Set(['Stan@example.org']))
    expect((await store.info()).updateSeq).toBeGreaterThan(seqBefore)
  })

  it('JO23 leaves while storage hangs, and has asked nothing of it', async () => {
    const { databases } = test.server
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const commit = vi.spyOn(databases, 'commitTogether')
    commit.mockImplementation(async () => {
      await released
      return { stored: false, rows: [], error: new Error('it hung') }
    })
    const answers = [await forget('stan'), await forget('nobody')]
    expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(2).fill('200 {"ok":true}\n'))
    release()
    await settle()
    expect(commit).toHaveBeenCalledOnce()
    vi.restoreAllMocks()
  })

  it('JO23 mails three links an hour and ten a day for an account, and takes twenty requests an hour of an address', async () => {
    let sent = 0
    for (let hour = 0; hour < 6; hour += 1) {
      for (let tries = 0; tries < 5; tries += 1) {
        expect((await forget('stan')).status).toBe(200)
        sent += (await settle()).length
      }
      // Of several that wait, the newest is the one that works, and the one that is mailed.
      expect(sent).toBe(Math.min(3 * (hour + 1), 10))
      clock.now += hourMs
    }
    for (let tries = 0; tries < 20; tries += 1) expect((await forget('nobody')).status).toBe(200)
    expect(await forget('nobody')).toMatchObject({ status: 429, json: { reason: 'too-many-attempts' } })
    expect(await forget('stan')).toMatchObject({ status: 429 })
  })

  it('JO23 is an administrator’s affair where the server sends no mail', async () => {
    await test.remove()
    test = await startTestServer({ clock })
    await test.addAccount('stan', 'student')
    expect(await forget('stan')).toMatchObject({ status: 404 })
    expect(await forget('nobody')).toMatchObject({ status: 404 })
  })
})

describe('a link to a new password', () => {
  it('JO24 works once, and of two at once one gets there', async () => {
    const token = await mailedToken()
    const both = await Promise.all([spend(token, 'the first password'), spend(token, 'the other password')])
    expect(sortStatuses(both)).toEqual([200, 403])
    const works = await Promise.all(['first', 'other'].map(which => signIn('stan', `the ${which} password`)))
    expect(sortStatuses(works)).toEqual([200, 401])
    expect(works[0]?.status).toBe(both[0]?.status === 200 ? 200 : 401)
    expect(await spend(token)).toMatchObject(over)
    expect(await look(token)).toMatchObject(over)
  })

  it('JO24 is over after its time, after a newer one of its kind, and where it was guessed', async () => {
    const first = await mailedToken()
    const second = await mailedToken()
    expect(second).not.toBe(first)
    expect(await spend(first)).toMatchObject(over)
    const handed = await handedToken()
    // Whoever asks by mail does not end what an administrator has handed over.
    expect((await look(second)).status).toBe(200)
    const newer = await handedToken()
    expect(await spend(handed)).toMatchObject(over)
    for (const made of ['', 'A'.repeat(43), `${second}x`, second.toLowerCase(), second.slice(1)])
      expect(await spend(made)).toMatchObject(over)
    clock.now += mailedLifeMs - 1
    expect((await look(second)).status).toBe(200)
    clock.now += 1
    expect(await spend(second)).toMatchObject(over)
    expect((await look(newer)).status).toBe(200)
    clock.now = start + handedLifeMs
    expect(await spend(newer)).toMatchObject(over)
    expect((await signIn('stan', passwordOf('stan'))).status).toBe(200)
  })

  it.each(['a new password', 'being disabled', 'another link'])('JO24 is over after %s', async how => {
    const [token, other] = [await mailedToken(), await handedToken()]
    if (how === 'another link') expect((await spend(other)).status).toBe(200)
    else if (how === 'a new password') await test.server.service.setPassword(stan, 'one more password')
    else {
      await test.server.service.setDisabled(stan, true)
      expect(await spend(token)).toMatchObject(over)
      await test.server.service.setDisabled(stan, false)
    }
    expect(await spend(token)).toMatchObject(over)
    expect(await spend(other)).toMatchObject(over)
  })

  it('JO24 is made for nobody who is disabled or unknown', async () => {
    await test.server.service.setDisabled(stan, true)
    for (const id of [stan, 'u0']) expect(await test.server.resets.issue(id, { by: ada, lifeMs: 1 })).toBeUndefined()
  })

  it('JO24 is spent by no GET, no look, and no password that is too short', async () => {
    const token = await mailedToken()
    for (const method of ['GET', 'HEAD'])
      for (const path of [`/app/reset?token=${token}`, '/app/reset', '/_links/reset', `/_links/reset?token=${token}`])
        await anonymous()(method, path)
    for (let times = 0; times < 5; times += 1) expect((await look(token)).status).toBe(200)
    expect(await spend(token, 'short')).toMatchObject({ status: 400, json: { fields: ['password'] } })
    expect((await spend(token)).status).toBe(200)
  })

  it('JO24 lives through a restart, and not through a copy that was put back', async () => {
    const token = await handedToken()
    test = await test.restart()
    expect((await look(token)).status).toBe(200)
    await renewTokenMaterial(test.dataFolder, length => new Uint8Array(length).fill(7))
    test = await test.restart()
    expect(await look(token)).toMatchObject(over)
    expect(await spend(token)).toMatchObject(over)
  })

  it('JO24 begins with the address of the settings, whatever a request says of the host, and stands in no log and no document', async () => {
    const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', host: 'evil.example' }
    await anonymous()('POST', '/_links/forgotten', { login: 'stan' }, forged)
    const [mail] = await settle()
    const token = tokenIn(mail)
    expect(token).not.toBe('')
    expect(mail?.raw).not.toContain('evil')
    const handed = await handedToken()
    await look(token)
    await spend(token)
    await settle()
    const stored: string[] = []
    for (const name of await test.server.databases.list())
      for await (const doc of (await test.server.databases.open(name)).all()) stored.push(JSON.stringify(doc))
    for (const secret of [token, handed]) {
      expect(test.log.filter(line => line.includes(secret))).toEqual([])
      expect(stored.filter(text => text.includes(secret))).toEqual([])
    }
    expect((await anonymous()('GET', '/app/reset')).headers.get('referrer-policy')).toBe('no-referrer')
  })
})

describe('whose password it is', () => {
  it('JO25 is told of each link that was made and used, by mail and on the own devices', async () => {
    const handed = await handedToken()
    expect((await settle()).map(({ subject }) => subject)).toEqual([
      'An administrator made a link to a new password for you'
    ])
    clock.now += 1
    const mailed = await mailedToken()
    clock.now += 1
    expect((await spend(mailed)).status).toBe(200)
    expect((await settle()).map(({ subject }) => subject)).toEqual(['Your CoachDesk password was set by a link'])
    expect(await noticesOf(stan)).toEqual([
      { topic: 'password-reset', theirs: '{"isMailed":true}' },
      { topic: 'reset-link-made', otherName: 'Person ada' },
      { topic: 'reset-link-made', theirs: '{"isMailed":true}' }
    ])
    expect(await spend(handed)).toMatchObject(over)
    test = await test.restart()
    await settle()
    expect(await noticesOf(stan)).toHaveLength(3)
    expect(take()).toEqual([])
  })

  it('JO25 is given a link by an administrator alone, who typed the password a moment ago; each is in the audit log', async () => {
    const path = `/_admin/people/${stan}/reset-link`
    await test.addAccount('cora', 'coach')
    for (const name of ['cora', 'stan']) {
      const ask = createClient(test.url, bearer((await test.signIn(name)).token))
      expect(await ask('POST', path)).toMatchObject({ status: 403, json: { reason: 'not-administrator' } })
    }
    expect((await anonymous()('POST', path)).status).toBe(401)
    const asAda = createClient(test.url, bearer((await test.signIn('ada')).token))
    clock.now += hourMs / 2
    expect(await asAda('POST', path)).toMatchObject({ status: 403, json: { reason: 'password-needed' } })
    await asAda('POST', '/_session/password', { password: passwordOf('ada') })
    const made = await asAda('POST', path)
    expect(made).toMatchObject({ status: 200, json: { validUntil: clock.now + handedLifeMs } })
    const link = String(made.json['url'])
    expect(link.startsWith(`${url}/app/reset#`)).toBe(true)
    clock.now += 1
    expect((await spend(link.split('#')[1] ?? '')).status).toBe(200)
    const { json } = await asAda('GET', '/_admin/audit')
    const entries = json['entries'] as readonly Record<string, unknown>[]
    expect(entries.map(({ by, act, subject, details }) => [by, act, subject, details])).toEqual([
      [stan, 'reset-used', stan, { isMailed: false }],
      [ada, 'reset-issued', stan, { isMailed: false }]
    ])
  })

  it('JO25 is told also where the server died right after', async () => {
    const records = await loadResetRecords({
      databases: test.server.databases,
      key: 'another key',
      randomBytes: length => new Uint8Array(length)
    })
    const about = { userId: stan, tokenVersion: 0, madeAt: start, validUntil: start + 1, mailedAt: [] } as const
    // As a process leaves it that is killed after the commit.
    await records.store(records.make({ ...about, kind: 'handed', by: ada }).record)
    test = await test.restart()
    await test.server.housekeeping.tick()
    expect((await settle()).map(({ subject }) => subject)).toEqual([
      'An administrator made a link to a new password for you'
    ])
    expect(await noticesOf(stan)).toEqual([{ topic: 'reset-link-made', otherName: 'Person ada' }])
  })

  it('JO26 every sign-in ends, also one that goes on meanwhile: tokens, renewals, passwords, the calendar link', async () => {
    const before = await test.signIn('stan')
    const asStan = createClient(test.url, bearer(before.token))
    const { json } = await asStan('POST', '/_account/calendar')
    expect((await anonymous()('GET', String(json['path']))).status).toBe(200)
    const byPassword = createClient(test.url, basic('stan', passwordOf('stan')))
    expect((await byPassword('GET', '/slots')).status).toBe(200)
    const token = await mailedToken()
    const [done, ...racing] = await Promise.all([
      spend(token),
      ...[1, 2, 3].map(() => signIn('stan', passwordOf('stan')))
    ])
    expect(done?.status).toBe(200)
    for (const { json: raced } of [{ json: { ...before } }, ...racing]) {
      const { token: racedToken } = raced
      if (typeof racedToken !== 'string') continue
      expect((await createClient(test.url, bearer(racedToken))('GET', '/slots')).status).toBe(401)
      const renewed = await anonymous()('POST', '/_session/renew', { renewalToken: raced['renewalToken'] })
      expect(renewed.status).toBe(401)
    }
    expect((await byPassword('GET', '/slots')).status).toBe(401)
    expect((await anonymous()('GET', String(json['path']))).status).toBe(404)
    expect((await createClient(test.url, bearer(String(done?.json['token'])))('GET', '/slots')).status).toBe(200)
  })

  it('JO26 an address that somebody else had entered is not confirmed by a link of before', async () => {
    const asThief = createClient(test.url, bearer((await test.signIn('stan')).token))
    await asThief('PUT', '/_account', { email: 'thief@example.org', currentPassword: passwordOf('stan') })
    const mail = (await settle()).find(({ recipients }) => recipients.includes('thief@example.org'))
    expect((await spend(await handedToken())).status).toBe(200)
    expect(await anonymous()('POST', '/_links/address', { token: tokenIn(mail) })).toMatchObject(over)
    expect((await settle()).flatMap(({ recipients }) => recipients)).not.toContain('thief@example.org')
  })
})
