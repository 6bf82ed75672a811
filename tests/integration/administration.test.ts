import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditLimits, createAuditLog } from '#server/audit/audit-log.ts'
import { createAccountCommands } from '#server/accounts/account-commands.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { auditPageSchema, type AuditPageAnswer } from '#domain/wire/administration.ts'
import type { Endpoint } from '#server/http/endpoint.ts'
import { endpoints } from '#server/http/endpoints.ts'
import { type Ask, basic, bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let adminId: string
let samId: string
let admin: Ask

const as = async (name: string): Promise<Ask> => createClient(test.url, bearer((await test.signIn(name)).token))
const openAudit = async () =>
  createAuditLog({
    store: await test.server.databases.open('audit'),
    now: () => test.clock.now,
    randomBytes: length => new Uint8Array(length).map(() => Math.floor(Math.random() * 256))
  })
const readAudit = async (query = ''): Promise<AuditPageAnswer> =>
  auditPageSchema.parse((await admin('GET', `/_admin/audit${query}`)).json)

beforeEach(async () => {
  test = await startTestServer()
  adminId = await test.addAccount('ada', 'admin')
  samId = await test.addAccount('sam', 'student')
  await test.addAccount('carla', 'coach', { isAdmin: true })
  admin = await as('ada')
})
afterEach(() => test.remove())

describe('who administers', () => {
  it('AC6 is asked with each request, and others get one refusal whatever they ask', async () => {
    const [sam, carla] = [await as('sam'), await as('carla')]
    const refused = { status: 403, json: { reason: 'not-administrator' } }
    expect((await carla('GET', '/_admin/people')).status).toBe(200)
    for (const path of ['/_admin/people', '/_admin/audit', '/_admin/audit?person=nobody'])
      expect(await sam('GET', path)).toMatchObject(refused)
    for (const id of [samId, 'unobody000'])
      expect(await sam('POST', `/_admin/people/${id}/sign-out`)).toMatchObject(refused)
    const { id } = test.server.directory.findByName('carla') ?? { id: '' }
    await test.server.service.setAdmin(id, false)
    expect(await carla('GET', '/_admin/people')).toMatchObject(refused)
  })

  it('AC6 reads no phone number and no address of anybody', async () => {
    await test.server.service.changeDetails(samId, { email: 'sam@example.org' }, true)
    const { text, json } = await admin('GET', '/_admin/people')
    expect(text).not.toMatch(/\+41|sam@|scrypt|Hash/)
    expect(json['people']).toMatchObject([
      { name: 'ada', role: 'none', isAdmin: true, signIns: 1, lastUsedAt: test.clock.now },
      { name: 'carla', role: 'coach', isAdmin: true, signIns: 0 },
      { userId: samId, role: 'student', isAdmin: false, disabled: false, signIns: 0, address: 'unconfirmed' }
    ])
  })
})

describe('the password of an act', () => {
  const act = (ask: Ask) => ask('POST', `/_admin/people/${samId}/sign-out`)

  it('AC7 holds for ten minutes after the sign-in, and for ten more once it was typed again', async () => {
    expect((await act(admin)).status).toBe(200)
    test.clock.now += 10 * minuteMs
    expect(await act(admin)).toMatchObject({ status: 403, json: { reason: 'password-needed' } })
    expect((await admin('GET', '/_admin/people')).status).toBe(200)
    const wrong = await admin('POST', '/_session/password', { password: 'another' })
    expect(wrong).toMatchObject({ status: 403, json: { reason: 'wrong-password' } })
    expect((await act(admin)).status).toBe(403)
    const typed = await admin('POST', '/_session/password', { password: passwordOf('ada') })
    expect([typed.status, typed.json]).toEqual([200, { until: test.clock.now + 10 * minuteMs }])
    expect((await act(admin)).status).toBe(200)
  })

  it('AC7 is of one device, is not renewed with its token, and is kept through a restart', async () => {
    const first = await test.signIn('ada')
    test.clock.now += 10 * minuteMs
    const renewed = await createClient(test.url)('POST', '/_session/renew', { renewalToken: first.renewalToken })
    const there = createClient(test.url, bearer(String(renewed.json['token'])))
    await admin('POST', '/_session/password', { password: passwordOf('ada') })
    expect((await act(there)).json).toMatchObject({ reason: 'password-needed' })
    expect((await act(createClient(test.url, basic('ada', passwordOf('ada'))))).status).toBe(200)
    await there('POST', '/_session/password', { password: passwordOf('ada') })
    test = await test.restart()
    expect((await act(createClient(test.url, bearer(String(renewed.json['token']))))).status).toBe(200)
  })

  it('AC7 counts wrong ones, and says when to come again', async () => {
    const outcomes = []
    for (let n = 0; n < 21; n += 1)
      outcomes.push((await admin('POST', '/_session/password', { password: `guess ${n}` })).status)
    expect(new Set(outcomes.slice(0, 20))).toEqual(new Set([403]))
    expect(outcomes[20]).toBe(429)
  })
})

describe('the audit log', () => {
  it('AC8 has a line of each act, by whom and to whom, the newest first', async () => {
    const run = createAccountCommands({ ...test.server, issueReset: undefined, audit: await openAudit() })
    await run({ kind: 'disable', name: 'sam' })
    test.clock.now += 1
    await run({ kind: 'enable', name: 'sam' })
    test.clock.now += 1
    await admin('POST', `/_admin/people/${samId}/sign-out`)
    const { entries, people, next } = await readAudit()
    expect(entries.map(({ by, act, subject }) => [by, act, subject])).toEqual([
      [adminId, 'signed-out-everywhere', samId],
      ['operator', 'account-enabled', samId],
      ['operator', 'account-disabled', samId]
    ])
    expect(people.map(({ displayName }) => displayName)).toEqual(['Person ada', 'Person sam'])
    expect(next).toBeUndefined()
  })

  it('AC8 has none of what changed nothing', async () => {
    const run = createAccountCommands({ ...test.server, issueReset: undefined, audit: await openAudit() })
    await run({ kind: 'enable', name: 'sam' })
    await run({ kind: 'administrator', name: 'ada' })
    await admin('POST', '/_admin/people/unobody000/sign-out')
    expect((await readAudit()).entries).toEqual([])
  })

  it('AC8 is chosen from by person and act, and read on page by page', async () => {
    const audit = await openAudit()
    for (let n = 0; n < 205; n += 1) {
      test.clock.now += 1
      await audit.add({ by: adminId, act: n % 2 === 0 ? 'mail-tested' : 'role-changed', details: { n } })
    }
    test.clock.now += 1
    await audit.add({ by: samId, act: 'reset-used', subject: samId })
    const first = await readAudit()
    expect([first.entries.length, first.entries[0]?.act]).toEqual([200, 'reset-used'])
    const second = await readAudit(`?after=${first.next}`)
    expect(second.entries.map(({ details }) => details['n'])).toEqual([5, 4, 3, 2, 1, 0])
    expect((await readAudit(`?person=${samId}`)).entries).toHaveLength(1)
    const changes = (await readAudit('?act=role-changed')).entries
    expect(changes.map(({ act }) => act)).toEqual(Array.from({ length: 102 }, () => 'role-changed'))
    expect((await readAudit(`?act=role-changed&person=${samId}`)).entries).toEqual([])
  })

  it('AC8 loses lines after two years, and the oldest beyond ten thousand', async () => {
    const audit = await openAudit()
    const store = await test.server.databases.open('audit')
    await audit.add({ by: adminId, act: 'mail-tested', details: { old: true } })
    test.clock.now += auditLimits.keepMs + 1
    const more = Array.from({ length: auditLimits.maxEntries + 2 }, (_, n) =>
      audit.plan({ by: adminId, act: 'mail-tested', details: { n } })
    )
    await store.write(
      more.flatMap(({ docs }) => docs),
      { newEdits: true }
    )
    expect(await audit.purge(test.clock.now)).toBe(3)
    expect((await store.info()).docCount).toBe(auditLimits.maxEntries)
    expect(await audit.purge(test.clock.now)).toBe(0)
  })

  it('AC8 has a line only where the act is stored, and the act only with its line', async () => {
    const { databases, service } = test.server
    const run = createAccountCommands({
      ...test.server,
      issueReset: undefined,
      audit: { plan: () => ({ database: 'audit', docs: [{ _id: '_not an id' }], newEdits: true }) }
    })
    await expect(run({ kind: 'disable', name: 'sam' })).rejects.toThrow()
    expect(test.server.directory.find(samId)?.disabled).toBe(false)
    expect(await service.setDisabled(adminId, false)).toMatchObject({ ok: true })
    expect((await (await databases.open('audit')).info()).docCount).toBe(0)
  })
})

it('AC6 AC7 hold for everything below /_admin: what is not a GET is an act', () => {
  const all: readonly Endpoint[] = Object.values(endpoints)
  const below = all.filter(({ path }) => path.startsWith('/_admin'))
  expect(below.filter(({ access }) => access !== 'administrator')).toEqual([])
  expect(below.filter(({ method, asksPassword }) => (method === 'GET') !== (asksPassword === undefined))).toEqual([])
  expect(all.filter(({ access }) => access === 'administrator')).toEqual(below)
})
