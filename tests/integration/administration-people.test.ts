import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import {
  auditPageSchema,
  changedPersonSchema,
  healthSchema,
  mailStateSchema,
  sessionsAheadSchema
} from '#domain/wire/administration.ts'
import { openPolicy } from '../chaos/people.ts'
import { bookingIdOf, claimDoc, dayMs, hourMs, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const from = 'desk@practice.example'
let mails: MailServer
let test: TestServer
let admin: Ask
let carla: Ask
let sam: Ask
let ids: Readonly<Record<'ada' | 'carla' | 'sam' | 'stan', string>>
let first: number

const forgetMails = (): void => void (mails.taken as TakenMail[]).splice(0)

const as = async (name: string): Promise<Ask> => createClient(test.url, bearer((await test.signIn(name)).token))
const change = (who: keyof typeof ids, body: object) => admin('PUT', `/_admin/people/${ids[who]}`, body)
const listActs = async () => {
  const { entries } = auditPageSchema.parse((await admin('GET', '/_admin/audit')).json)
  return entries.map(({ act, by, subject, details }) => ({ act, by, subject, details }))
}
const ahead = async () =>
  sessionsAheadSchema.parse((await admin('GET', `/_admin/people/${ids.carla}/sessions`)).json).sessions
const copyOf = async (ask: Ask, userId: string, n: number) =>
  (await ask('GET', `/calls-${userId}/${bookingIdOf(n)}`)).json

beforeEach(async () => {
  mails = await startMailServer()
  test = await startTestServer({
    createBookingsEngine,
    gatherMailMs: 2 ** 30,
    settings: { mail: { smtpUrl: mails.smtpUrl, from, url: 'https://desk.practice.example' } }
  })
  ids = {
    ada: await test.addAccount('ada', 'admin', { email: 'ada@example.org' }),
    carla: await test.addAccount('carla', 'coach'),
    sam: await test.addAccount('sam', 'student', { email: 'sam@example.org' }),
    stan: await test.addAccount('stan', 'student')
  }
  for (const who of ['ada', 'sam'] as const) await test.server.service.confirmEmail(ids[who], () => true)
  admin = await as('ada')
  carla = await as('carla')
  sam = await as('sam')
  first = Math.ceil(test.clock.now / hourMs) * hourMs + 2 * dayMs
})
afterEach(async () => {
  await test.remove()
  await mails.stop()
})

/** Two sessions of the coach ahead, one with each student, and an open slot. */
async function book(): Promise<void> {
  const { json } = await carla('GET', `/users/${ids.carla}`)
  await carla('PUT', `/users/${ids.carla}`, { ...json, policy: openPolicy })
  await carla('POST', '/slots/_bulk_docs', { docs: [0, 1, 2].map(day => slotDoc(ids.carla, first + day * dayMs)) })
  const stan = await as('stan')
  for (const [n, ask] of [sam, stan].entries())
    await ask('POST', '/slots/_bulk_docs', {
      docs: [claimDoc(ids.carla, first + n * dayMs, bookingIdOf(n), test.clock.now)]
    })
  await test.server.bookings.idle()
  await test.server.mail?.idle()
  forgetMails()
}

describe('a coach who stops being one', () => {
  beforeEach(book)

  it.each([{ disabled: true }, { role: 'none', isAdmin: true }, { role: 'student' }])(
    'AC9 is asked about by %j, and nothing changes without a word about the sessions',
    async body => {
      const answer = await change('carla', body)
      expect(answer.status).toBe(400)
      expect(answer.json['fields']).toEqual([body.role === 'student' ? 'role' : 'sessions'])
      expect(test.server.directory.find(ids.carla)).toMatchObject({ disabled: false, role: 'coach', isAdmin: false })
      expect(await ahead()).toHaveLength(2)
      expect(await listActs()).toEqual([])
    }
  )

  it('AC9 lists the sessions ahead with the names of the others, and those that are over are none', async () => {
    expect(await ahead()).toEqual([
      { bookingId: bookingIdOf(0), startsAt: first, otherName: 'Person sam' },
      { bookingId: bookingIdOf(1), startsAt: first + dayMs, otherName: 'Person stan' }
    ])
    test.clock.now = first + 1
    admin = await as('ada')
    expect(await ahead()).toHaveLength(1)
  })

  it('AC9 cancels each with notice and mail, offers no hour again, and writes it down', async () => {
    const answer = await change('carla', { disabled: true, sessions: 'cancel' })
    expect(answer.status).toBe(200)
    expect(changedPersonSchema.parse(answer.json)).toMatchObject({
      cancelled: 2,
      stillAhead: 0,
      person: { userId: ids.carla, disabled: true, signIns: 0 }
    })
    await test.server.bookings.idle()
    expect(await copyOf(sam, ids.sam, 0)).toMatchObject({
      status: 'cancelled',
      cancellation: { by: 'coach', reopenSlot: false, reason: expect.stringContaining('administration') as string }
    })
    const { json } = await sam('GET', `/calls-${ids.sam}/_all_docs?include_docs=true`)
    const rows = json['rows'] as readonly { readonly doc: Readonly<Record<string, unknown>> }[]
    expect(rows.map(({ doc }) => doc['topic'])).toContain('session-cancelled')
    const slots = (await sam('GET', '/slots/_all_docs?include_docs=true')).json['rows'] as typeof rows
    expect(slots.filter(({ doc }) => doc['startsAt'] === first && doc['status'] === 'open')).toEqual([])
    await test.server.mail?.idle()
    expect(mails.taken.map(({ recipients, subject }) => [recipients, subject?.split(':')[0]])).toEqual([
      [['sam@example.org'], 'Cancelled']
    ])
    expect(await listActs()).toMatchObject([
      { act: 'account-disabled', by: ids.ada, subject: ids.carla },
      { act: 'sessions-cancelled', by: ids.ada, subject: ids.carla, details: { count: 2 } }
    ])
    expect((await carla('GET', '/slots')).status).toBe(401)
  })

  it('AC9 keeps them where that is what was said, and says how many are ahead', async () => {
    const answer = await change('carla', { disabled: true, sessions: 'keep' })
    expect(changedPersonSchema.parse(answer.json)).toMatchObject({ cancelled: 0, stillAhead: 2 })
    expect(await copyOf(sam, ids.sam, 0)).toMatchObject({ status: 'confirmed' })
    expect(await ahead()).toHaveLength(2)
    expect((await change('carla', { disabled: false })).json).toMatchObject({ person: { disabled: false } })
    expect((await listActs()).map(({ act }) => act)).toEqual(['account-enabled', 'account-disabled'])
  })
})

describe('rights', () => {
  it('AC5 the last administrator keeps the right, and nothing is cancelled for a change that is refused', async () => {
    await book()
    await test.server.service.setAdmin(ids.carla, true)
    await test.server.service.setAdmin(ids.ada, false)
    const asCarla = await as('carla')
    const path = `/_admin/people/${ids.carla}`
    for (const body of [{ disabled: true }, { isAdmin: false }, { role: 'student', isAdmin: false }]) {
      const answer = await asCarla('PUT', path, { ...body, sessions: 'cancel' })
      expect([answer.status, answer.json['fields']]).toEqual([400, ['name']])
    }
    expect(await copyOf(sam, ids.sam, 0)).toMatchObject({ status: 'confirmed' })
    expect(test.server.directory.find(ids.carla)).toMatchObject({ isAdmin: true, disabled: false, role: 'coach' })
  })

  it('AC9 whoever gets another role signs in anew, and a new coach has a page', async () => {
    expect((await change('sam', { role: 'coach' })).json).toMatchObject({ person: { role: 'coach' } })
    expect((await sam('GET', '/slots')).status).toBe(401)
    const asCoach = await as('sam')
    expect((await asCoach('GET', `/users/${ids.sam}`)).json).toMatchObject({ displayName: 'Person sam' })
    const drawn = await asCoach('POST', '/slots/_bulk_docs', { docs: [slotDoc(ids.sam, first)] })
    expect(drawn.text).toContain('"ok":true')
    expect((await listActs())[0]).toMatchObject({ act: 'role-changed', details: { from: 'student', to: 'coach' } })
  })

  it('AC9 leave everybody something to do, and a student with sessions is no coach', async () => {
    await book()
    for (const [who, body] of [
      ['stan', { role: 'none' }],
      ['sam', { role: 'coach' }]
    ] as const)
      expect(await change(who, body)).toMatchObject({ status: 400, json: { fields: ['role'] } })
    expect((await change('stan', { role: 'boss' })).status).toBe(400)
    expect((await change('stan', { role: 'coach', phone: '+41446681800' })).status).toBe(400)
  })
})

describe('adding somebody', () => {
  const input = {
    name: 'Nina.N',
    displayName: 'Nina N.',
    phone: '+41 44 668 18 55',
    zone: 'Europe/Zurich',
    role: 'student',
    isAdmin: false,
    password: 'a long password'
  }

  it('AC8 makes the account and one line, which says nothing of the person', async () => {
    const added = await admin('POST', '/_admin/people', { ...input, email: '' })
    expect(added).toMatchObject({ status: 201, json: { person: { name: 'nina.n', role: 'student', address: 'none' } } })
    const signedIn = await createClient(test.url)('POST', '/_session', { name: 'nina.n', password: input.password })
    expect(signedIn.status).toBe(200)
    const { text } = await admin('GET', '/_admin/audit')
    expect(text).not.toMatch(/668|a long password/)
    expect((await listActs())[0]).toMatchObject({ act: 'account-added', details: { role: 'student', isAdmin: false } })
    expect(test.log.join('')).not.toMatch(/6681855|a long password|Nina/)
  })

  it.each([
    [{ name: 'sam' }, 'name'],
    [{ phone: '044 668' }, 'phone'],
    [{ zone: 'Mars/X' }, 'zone'],
    [{ displayName: ' ' }, 'displayName'],
    [{ email: 'nobody' }, 'email'],
    [{ password: 'short' }, 'password']
  ])('names what is wrong: %j', async (more, field) => {
    const answer = await admin('POST', '/_admin/people', { ...input, ...more })
    expect([answer.status, answer.json['fields']]).toEqual([400, [field]])
    expect(await listActs()).toEqual([])
  })
})

describe('mail and health', () => {
  const readMail = async () => mailStateSchema.parse((await admin('GET', '/_admin/mail')).json)

  it('ML9 a test goes to the own address, and says what the mail server said', async () => {
    await test.server.mail?.idle()
    forgetMails()
    expect(await readMail()).toMatchObject({ from, hasOwnAddress: true, waiting: 0, failed: [] })
    expect((await admin('POST', '/_admin/mail/test')).json).toEqual({ outcome: 'taken' })
    expect(mails.taken).toMatchObject([{ recipients: ['ada@example.org'], subject: 'Test mail from CoachDesk' }])
    expect((await listActs())[0]).toMatchObject({ act: 'mail-tested', by: ids.ada, details: { outcome: 'taken' } })
  })

  it('ML9 what could not be sent is listed by whom it was for, and sent once more when asked', async () => {
    await book()
    mails.judge = recipient => (recipient.startsWith('sam@') ? 550 : undefined)
    await change('carla', { disabled: true, sessions: 'cancel' })
    await test.server.bookings.idle()
    await test.server.mail?.idle()
    const { failed, failedInAll } = await readMail()
    expect(failedInAll).toBe(1)
    expect(failed).toMatchObject([
      { to: { userId: ids.sam, displayName: 'Person sam' }, kind: 'cancelled', state: 'refused', why: '550' }
    ])
    mails.judge = () => undefined
    const again = `/_admin/mail/${failed[0]?.id}/again`
    expect((await admin('POST', again)).status).toBe(200)
    expect(await readMail()).toMatchObject({ waiting: 1, failed: [] })
    await test.server.mail?.idle()
    expect(mails.taken.map(({ recipients }) => recipients)).toEqual([['sam@example.org']])
    expect((await admin('POST', again)).status).toBe(404)
    expect((await listActs())[0]).toMatchObject({ act: 'mail-tried-again', subject: ids.sam })
  })

  it('AC6 health says what the server knows, and names nobody', async () => {
    const { json, text } = await admin('GET', '/_admin/health')
    expect(healthSchema.parse(json)).toMatchObject({
      startedAt: test.clock.now,
      storage: { failing: 0, isFull: false, isDamaged: false },
      accounts: 4,
      signIns: 3,
      connected: 0,
      mail: true
    })
    expect(text).not.toMatch(/carla|sam|@/)
  })
})

describe('the organisation', () => {
  it('AC8 is named, and opened and closed for invitations, in one commit with a line that does not quote the name', async () => {
    expect((await admin('GET', '/_admin/organisation')).json).toEqual({ registration: 'invitation' })
    const changed = await admin('PUT', '/_admin/organisation', { name: ' Wide Water ', registration: 'closed' })
    expect(changed).toMatchObject({ status: 200, json: { name: 'Wide Water', registration: 'closed' } })
    expect((await admin('PUT', '/_admin/organisation', { registration: 'closed' })).status).toBe(200)
    expect(await listActs()).toEqual([
      { act: 'organisation-changed', by: ids.ada, details: { named: true, registration: 'closed' } }
    ])
    const wrong = await admin('PUT', '/_admin/organisation', { name: '  ' })
    expect([wrong.status, wrong.json['fields']]).toEqual([400, ['name']])
    test = await test.restart()
    admin = await as('ada')
    expect((await admin('GET', '/_admin/organisation')).json).toEqual({ name: 'Wide Water', registration: 'closed' })
  })

  it('JO6 JO11 an invitation for a role opens an account with it, and none is made while the organisation is closed', async () => {
    const invited = await admin('POST', '/_admin/invitations', { role: 'coach', isAdmin: false })
    expect(invited.status).toBe(201)
    const token = String(invited.json['link']).split('#')[1]
    const account = {
      name: 'cleo',
      displayName: 'Cleo',
      phone: '+41 44 668 18 44',
      zone: 'Europe/Zurich',
      password: 'a long password'
    }
    const joined = await createClient(test.url)('POST', '/_links/join', { token, account })
    expect(joined).toMatchObject({ status: 200, json: { roles: ['coach'] } })
    expect((await listActs()).map(({ act }) => act)).toEqual(
      expect.arrayContaining(['invitation-made', 'invitation-used'])
    )
    await admin('PUT', '/_admin/organisation', { registration: 'closed' })
    const refused = await admin('POST', '/_admin/invitations', { role: 'coach', isAdmin: false })
    expect(refused).toMatchObject({ status: 403, json: { reason: 'registration-closed' } })
  })
})

it('AC9 whoever had sessions as a coach does not become a student by way of no role at all, and may be a coach again', async () => {
  await book()
  expect((await change('carla', { role: 'none', isAdmin: true, sessions: 'keep' })).status).toBe(200)
  expect(await change('carla', { role: 'student' })).toMatchObject({ status: 400, json: { fields: ['role'] } })
  expect((await change('carla', { role: 'coach' })).status).toBe(200)
})

describe('two administrators at once', () => {
  it('AC9 whoever is disabled by one stays so, whatever the other one changes, and both acts are written down', async () => {
    await book()
    const { service } = test.server
    const plain = service.changeRights.bind(service)
    // The other one is done while this one is on its way.
    vi.spyOn(service, 'changeRights').mockImplementationOnce(async (userId, ...rest) => {
      await service.setDisabled(userId, true)
      return plain(userId, ...rest)
    })
    const answer = await change('carla', { isAdmin: true })
    expect(answer.status).toBe(200)
    expect(changedPersonSchema.parse(answer.json).person).toMatchObject({ disabled: true, isAdmin: true })
    expect(test.server.directory.find(ids.carla)).toMatchObject({ disabled: true, isAdmin: true, role: 'coach' })
    expect(await listActs()).toEqual([{ act: 'administrator-made', by: ids.ada, subject: ids.carla, details: {} }])
  })

  it('AC9 nobody is left with nothing to do, where one takes the role and the other the right', async () => {
    await change('stan', { isAdmin: true })
    const { service } = test.server
    const plain = service.changeRights.bind(service)
    vi.spyOn(service, 'changeRights').mockImplementationOnce(async (userId, ...rest) => {
      expect((await plain(userId, { role: 'none' }, () => [])).ok).toBe(true)
      return plain(userId, ...rest)
    })
    expect(await change('stan', { isAdmin: false })).toMatchObject({ status: 400, json: { fields: ['role'] } })
    expect(test.server.directory.find(ids.stan)).toMatchObject({ role: 'none', isAdmin: true })
  })
})
