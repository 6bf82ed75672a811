import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { createRelationId } from '#domain/model/relation.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { maxOpenInvitations } from '#server/joining/invitations.ts'
import { dayMs } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer, type TestServerOptions } from '../support/test-server.ts'
import { unboundedQuotas } from '../support/unbounded-quotas.ts'

let test: TestServer
let ask: Ask
let coach: Ask
let coachId: string

async function start(options: TestServerOptions = {}): Promise<void> {
  test = await startTestServer({ createBookingsEngine, quotas: unboundedQuotas, ...options })
  ask = createClient(test.url)
  coachId = await test.addAccount('carla', 'coach', { displayName: 'Carla Coach' })
  coach = await signedIn('carla')
}
beforeEach(() => start())
afterEach(() => test.remove())

async function signedIn(name: string): Promise<Ask> {
  return createClient(test.url, bearer((await test.signIn(name)).token))
}

const account = {
  name: 'sam',
  displayName: 'Sam Student',
  phone: '+41 79 222 00 11',
  zone: 'Europe/Zurich',
  password: 'a long password'
}
const over = { status: 403, json: { error: 'forbidden', reason: 'link-not-valid' } }

interface Made {
  readonly id: string
  readonly token: string
  readonly link: string
}
async function invite(label = 'Sam, by phone', as: Ask = coach): Promise<Made> {
  const made = await as('POST', '/_invitations', { label })
  expect(made.status).toBe(200)
  const link = String(made.json['link'])
  const { id } = made.json['invitation'] as { readonly id: string }
  return { id, link, token: link.split('#')[1] ?? '' }
}
const join = (token: string, more: object = {}) =>
  ask('POST', '/_links/join', { token, account: { ...account, ...more } })
async function relationOf(ownerId: string, otherId: string): Promise<unknown> {
  const name = createCallsName(ownerId)
  if (!(await test.server.databases.has(name))) return undefined
  const [doc] = await (await test.server.databases.open(name)).read([createRelationId(otherId)])
  return doc
}
async function listed(as: Ask = coach): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await as('GET', '/_invitations')).json['invitations'] as readonly Readonly<Record<string, unknown>>[]
}

describe('an invitation', () => {
  it('JO5 JO6 JO8 is made by a coach, and makes an account that is a student of that coach', async () => {
    const { token, link } = await invite()
    expect(link).toMatch(/^\/app\/join#i[0-9a-f]{24}\.[\w-]{43}$/)
    const looked = await ask('POST', '/_links/look', { token })
    expect(looked).toMatchObject({
      status: 200,
      json: {
        kind: 'invitation',
        validUntil: test.clock.now + 14 * dayMs,
        invitation: { by: 'Carla Coach', role: 'student', isAdmin: false, coach: { userId: coachId } }
      }
    })
    const joined = await join(token)
    expect(joined).toMatchObject({ status: 200, json: { name: 'sam', roles: ['student'], isAdmin: false } })
    expect(joined.headers.get('set-cookie')).toContain('HttpOnly')
    const userId = String(joined.json['userId'])
    expect(await relationOf(coachId, userId)).toMatchObject({ partyRole: 'coach', otherName: 'Sam Student' })
    expect(await relationOf(userId, coachId)).toMatchObject({ partyRole: 'student', otherName: 'Carla Coach' })
    expect(JSON.stringify(await relationOf(coachId, userId))).not.toContain('792220011')
    expect(await listed()).toMatchObject([
      { label: 'Sam, by phone', state: 'used', usedBy: { userId, displayName: 'Sam Student' } }
    ])
    const own = createClient(test.url, bearer(String(joined.json['token'])))
    expect((await own('GET', `/${createCallsName(userId)}/${createRelationId(coachId)}`)).status).toBe(200)
  })

  it('JO5 works for 14 days, until it is withdrawn, once, and says in the list what became of it', async () => {
    const [expired, withdrawn, used] = [await invite('a'), await invite('b'), await invite('c')]
    expect((await coach('DELETE', `/_invitations/${withdrawn.id}`)).status).toBe(200)
    expect((await join(used.token)).status).toBe(200)
    expect((await coach('DELETE', `/_invitations/${used.id}`)).status).toBe(409)
    test.clock.now += 14 * dayMs - 1
    expect((await ask('POST', '/_links/look', { token: expired.token })).status).toBe(200)
    test.clock.now += 1
    coach = await signedIn('carla')
    const stateByLabel = Object.fromEntries((await listed()).map(({ label, state }) => [label, state]))
    expect(stateByLabel).toEqual({ a: 'expired', b: 'revoked', c: 'used' })
    const answers = []
    for (const token of [expired.token, withdrawn.token, used.token, `${used.id}.${'A'.repeat(43)}`, 'x']) {
      answers.push(await ask('POST', '/_links/look', { token }))
      answers.push(await join(token, { name: 'other' }))
      answers.push(await join(token, { name: 'carla', zone: '' }))
    }
    // JO3
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject(over)
    await test.server.invitations.purge(test.clock.now + 60 * dayMs)
    expect(await listed()).toHaveLength(3)
    await test.server.invitations.purge(test.clock.now + 91 * dayMs)
    expect(await listed()).toEqual([])
  })

  it('JO7 looked at tells who invites, where, and whose student one becomes, and nothing else of anybody', async () => {
    const { token } = await invite()
    const { text, json } = await ask('POST', '/_links/look', { token })
    expect(Object.keys(json).toSorted()).toEqual(['invitation', 'kind', 'validUntil'])
    expect(Object.keys(json['invitation'] as object).toSorted()).toEqual(['by', 'coach', 'isAdmin', 'role'])
    for (const secret of ['by phone', '446681800', 'carla', 'Zurich']) expect(text).not.toContain(secret)
  })

  it('JO5 stands in no document, no log and no answer but the first', async () => {
    const { token } = await invite()
    await ask('GET', `/app/join?${token}`)
    await join(token, { zone: 'Mars/X' })
    expect(test.log.filter(line => line.includes(token.split('.')[1] ?? ''))).toEqual([])
    expect(JSON.stringify(await listed())).not.toContain(token)
    const stored: string[] = []
    for (const name of await test.server.databases.list())
      for await (const doc of (await test.server.databases.open(name)).all()) stored.push(JSON.stringify(doc))
    expect(stored.filter(text => text.includes(token.split('.')[1] ?? ''))).toEqual([])
  })

  it('JO5 is nobody else’s to see or to withdraw', async () => {
    const { id } = await invite()
    await test.addAccount('cora', 'coach')
    await test.addAccount('stu', 'student')
    for (const name of ['cora', 'stu']) {
      const other = await signedIn(name)
      expect(await listed(other)).toEqual([])
      expect((await other('DELETE', `/_invitations/${id}`)).status).toBe(404)
    }
    expect((await ask('GET', '/_invitations')).status).toBe(401)
    expect(await listed()).toMatchObject([{ state: 'open' }])
  })

  it('JO6 is a coach’s to make, and so many at once', async () => {
    await test.addAccount('stu', 'student')
    await test.addAccount('ada', 'admin')
    for (const name of ['stu', 'ada'])
      expect(await (await signedIn(name))('POST', '/_invitations', {})).toMatchObject({
        status: 403,
        json: { reason: 'coaches-only' }
      })
    for (let n = 0; n < maxOpenInvitations; n += 1) await invite(`n ${n}`)
    expect(await coach('POST', '/_invitations', {})).toMatchObject({
      status: 403,
      json: { reason: 'too-many-invitations' }
    })
    expect((await coach('POST', '/_invitations', { label: 'x'.repeat(81) })).json['fields']).toEqual(['label'])
  })
})

describe('its link', () => {
  it('JO2 begins with what the settings say, and is a path where they say nothing; a forged host changes nothing', async () => {
    await test.remove()
    await start({ settings: { publicUrl: 'https://desk.example.org' } })
    const forged = { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', host: 'evil.example' }
    const made = await coach('POST', '/_invitations', {}, forged)
    expect(made.json['link']).toMatch(/^https:\/\/desk\.example\.org\/app\/join#/)
    expect(made.text).not.toContain('evil')
    for (const path of ['/app/join', '/_links/join'])
      expect((await ask('GET', path)).headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('JO4 is spent by no GET and no HEAD of a mail scanner, and by no look', async () => {
    const { token } = await invite()
    for (const path of ['/app/join', `/app/join?${token}`, '/_links/join', `/_links/join?token=${token}`])
      for (const method of ['GET', 'HEAD']) await ask(method, path)
    for (let n = 0; n < 100; n += 1) await ask('POST', '/_links/look', { token })
    expect((await join(token)).status).toBe(200)
  })

  it('JO8 lets in one of several people who use it at once, whole', async () => {
    const { token } = await invite()
    const names = ['ann', 'ben', 'cid', 'dot', 'eve']
    const answers = await Promise.all(names.map(name => join(token, { name })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(names.length - 1)
    const students = test.server.directory.list().filter(({ role }) => role === 'student')
    expect(students).toHaveLength(1)
    for (const { id } of students) expect(await relationOf(coachId, id)).toMatchObject({ otherId: id })
  })

  it('JO8 is withdrawn and used at once: one of both, whole', async () => {
    for (const n of [1, 2, 3, 4]) {
      const { id, token } = await invite()
      const [joined, revoked] = await Promise.all([
        join(token, { name: `sam${n}` }),
        coach('DELETE', `/_invitations/${id}`)
      ])
      expect([joined.status, revoked.status]).toEqual(joined.status === 200 ? [200, 409] : [403, 200])
    }
  })

  it('JO8 names what is wrong, makes nothing, and still works; a taken name is told to its holder alone', async () => {
    const { token } = await invite()
    const before = test.server.directory.list().length
    for (const [more, field] of [
      [{ name: 'X Y' }, 'name'],
      [{ name: 'carla' }, 'name'],
      [{ phone: '12' }, 'phone'],
      [{ email: 'x' }, 'email']
    ] as const) {
      const { status, json } = await join(token, more)
      expect([status, json['fields']]).toEqual([400, [field]])
    }
    expect(test.server.directory.list()).toHaveLength(before)
    expect((await join(token)).status).toBe(200)
  })

  it('JO8 an address of another account changes nothing of the answer', async () => {
    await test.addAccount('olga', 'student', { email: 'olga@example.org' })
    const [one, two] = [await invite(), await invite()]
    const taken = await join(one.token, { name: 'sam1', email: 'olga@example.org' })
    const free = await join(two.token, { name: 'sam2', email: 'free@example.org' })
    const shape = ({ status, json }: typeof taken) => [status, Object.keys(json).toSorted()]
    expect(shape(taken)).toEqual(shape(free))
  })

  it('JO3 is guessed a hundred times from one address, and then nobody there is listened to for a while', async () => {
    const { id, token } = await invite()
    for (let n = 0; n < 100; n += 1) expect((await join(`${id}.${n}`)).status).toBe(403)
    expect(await join(token)).toMatchObject({ status: 429, json: { reason: 'too-many-attempts' } })
    test.clock.now += 15 * 60_000
    expect((await join(token)).status).toBe(200)
  })
})

describe('somebody who has an account', () => {
  it('JO9 accepts with it, and again with the same answer; nothing else of the account changes', async () => {
    const { token } = await invite()
    const userId = await test.addAccount('stu', 'student', { displayName: 'Stu' })
    const stu = await signedIn('stu')
    const before = test.server.directory.find(userId)
    expect((await ask('POST', '/_links/accept', { token })).status).toBe(401)
    for (const _again of [1, 2])
      expect(await stu('POST', '/_links/accept', { token })).toMatchObject({ status: 200, json: { coachId } })
    expect(test.server.directory.find(userId)).toEqual(before)
    expect(await relationOf(coachId, userId)).toMatchObject({ otherName: 'Stu' })
    expect(await relationOf(userId, coachId)).toMatchObject({ otherName: 'Carla Coach' })
    await test.addAccount('max', 'student')
    expect(await (await signedIn('max'))('POST', '/_links/accept', { token })).toMatchObject(over)
    expect(await join(token)).toMatchObject(over)
  })

  it('JO9 a coach accepts nobody’s, and spends nothing by trying', async () => {
    const { token } = await invite()
    await test.addAccount('cora', 'coach')
    for (const other of [coach, await signedIn('cora')])
      expect(await other('POST', '/_links/accept', { token })).toMatchObject({
        status: 403,
        json: { reason: 'invitation-not-for-you' }
      })
    expect((await join(token)).status).toBe(200)
  })

  it('JO9 two students accept one link at once: one of them is the coach’s', async () => {
    const { token } = await invite()
    const ids = [await test.addAccount('ann', 'student'), await test.addAccount('ben', 'student')]
    const both = [await signedIn('ann'), await signedIn('ben')]
    const answers = await Promise.all(both.map(one => one('POST', '/_links/accept', { token })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403])
    for (const [n, id] of ids.entries())
      expect((await relationOf(coachId, id)) !== undefined).toBe(answers[n]?.status === 200)
  })
})

describe('who may not invite any more', () => {
  it('JO10 a disabled coach’s invitation works for nobody', async () => {
    const { token } = await invite()
    await test.addAccount('stu', 'student')
    await test.server.service.setDisabled(coachId, true)
    expect(await ask('POST', '/_links/look', { token })).toMatchObject(over)
    expect(await join(token)).toMatchObject(over)
    expect(await (await signedIn('stu'))('POST', '/_links/accept', { token })).toMatchObject(over)
    await test.server.service.setDisabled(coachId, false)
    expect((await join(token)).status).toBe(200)
  })

  it('JO10 the invitation of somebody who does not administer any more makes no account', async () => {
    const adminId = await test.addAccount('ada', 'admin')
    await test.addAccount('bob', 'admin')
    const by = { userId: adminId, role: 'none', isAdmin: true } as const
    const made = await test.server.invitations.create({ role: 'coach', isAdmin: true, by })
    if (!made.ok) throw new Error(made.why)
    await test.server.service.setAdmin(adminId, false)
    expect(await join(made.token)).toMatchObject(over)
    await test.server.service.setAdmin(adminId, true)
    expect(await join(made.token)).toMatchObject({ status: 200, json: { roles: ['coach'], isAdmin: true } })
  })

  it('JO11 while registration is closed nobody invites or joins, also after a restart', async () => {
    const { token } = await invite()
    await test.server.organisation.setRegistration('closed')
    test = await test.restart()
    ask = createClient(test.url)
    coach = await signedIn('carla')
    expect(await coach('POST', '/_invitations', {})).toMatchObject({
      status: 403,
      json: { reason: 'registration-closed' }
    })
    expect(await ask('POST', '/_links/look', { token })).toMatchObject(over)
    expect(await join(token)).toMatchObject(over)
    await test.server.organisation.setRegistration('invitation')
    expect((await join(token)).status).toBe(200)
  })
})
