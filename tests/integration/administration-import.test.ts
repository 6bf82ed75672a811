import { afterEach, beforeEach, expect, it } from 'vitest'
import { auditPageSchema, importAnswerSchema, maxImportAtOnce } from '#domain/wire/administration.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let admin: Ask
beforeEach(async () => {
  test = await startTestServer()
  await test.addAccount('ada', 'admin')
  admin = createClient(test.url, bearer((await test.signIn('ada')).token))
})
afterEach(() => test.remove())

/** Forty people, every fourth with a country code. */
const forty = Array.from({ length: 40 }, (_, n) => ({
  displayName: `Person ${String(n).padStart(2, '0')}`,
  phone: n % 4 === 0 ? `+41 44 668 19 ${String(n + 10)}` : `044 668 18 ${String(n + 10)}`,
  role: n === 0 ? 'coach' : 'student',
  email: n === 1 ? 'one@example.org' : ''
}))
const look = async (rows: object, country = 'CH') =>
  importAnswerSchema.parse((await admin('POST', '/_admin/import/look', { rows, country })).json).rows
async function importAll() {
  const done = []
  for (let from = 0; from < forty.length; from += maxImportAtOnce) {
    const rows = forty.slice(from, from + maxImportAtOnce)
    const answer = await admin('POST', '/_admin/import', { rows, country: 'CH', zone: 'Europe/Zurich' })
    expect(answer.status).toBe(200)
    done.push(...importAnswerSchema.parse(answer.json).rows)
  }
  return done
}

it('AC10 forty people are looked at without a trace, made, and not doubled by the same list', async () => {
  expect((await look(forty)).map(({ state }) => state)).toEqual(forty.map(() => 'new'))
  expect(test.server.directory.list()).toHaveLength(1)

  const done = await importAll()
  expect(done.map(({ state }) => state)).toEqual(forty.map(() => 'added'))
  expect(test.server.directory.list()).toHaveLength(41)
  expect(test.server.directory.findByName('person.01')).toMatchObject({
    phone: '+41446681811',
    role: 'student',
    zone: 'Europe/Zurich',
    email: 'one@example.org'
  })
  expect(test.server.directory.findByName('person.00')).toMatchObject({ role: 'coach', phone: '+41446681910' })

  expect((await look(forty)).map(({ state }) => state)).toEqual(forty.map(() => 'exists'))
  expect((await importAll()).map(({ state }) => state)).toEqual(forty.map(() => 'exists'))
  expect(test.server.directory.list()).toHaveLength(41)

  const { entries } = auditPageSchema.parse((await admin('GET', '/_admin/audit?act=account-imported')).json)
  expect(entries).toHaveLength(40)
  const { text } = await admin('GET', '/_admin/audit')
  expect(text).not.toMatch(/44668|668 1|one@example|reset#/)
  expect(test.log.join('')).not.toMatch(/44668|668 1|one@example|reset#/)
})

it('AC10 the link of an imported person sets the first password', async () => {
  const [first] = await importAll()
  const token = first?.added?.link.split('#')[1] ?? ''
  const used = await createClient(test.url)('POST', '/_links/reset', { token, password: 'a long password' })
  expect(used.status).toBe(200)
  const signedIn = await createClient(test.url)('POST', '/_session', {
    name: first?.added?.name,
    password: 'a long password'
  })
  expect(signedIn).toMatchObject({ status: 200, json: { roles: ['coach'] } })
})

it('AC10 a number without a country code is read by the country that was chosen, and broken lines say why', async () => {
  const rows = [{ displayName: 'Bea', phone: '030 23125001', role: '', email: '' }]
  expect((await look(rows, 'DE')).map(({ state }) => state)).toEqual(['new'])
  expect(await look([{ ...rows[0], phone: '12', role: 'boss', email: 'x' }], 'DE')).toEqual([
    { state: 'broken', faults: ['phone', 'role', 'email'] }
  ])
  const wrong = { rows, country: 'DE', zone: 'Mars/X' }
  expect(await admin('POST', '/_admin/import', wrong)).toMatchObject({ status: 400, json: { fields: ['zone'] } })
  const many = Array.from({ length: maxImportAtOnce + 1 }, () => rows[0])
  expect((await admin('POST', '/_admin/import', { ...wrong, rows: many })).status).toBe(400)
  expect(test.server.directory.list()).toHaveLength(1)
})
