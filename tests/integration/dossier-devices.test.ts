import { afterEach, beforeEach, expect, it } from 'vitest'
import { textDivider } from '#domain/merge/merge-text.ts'
import { createDossierId } from '#domain/model/dossier.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  cut,
  idOf,
  isSynced,
  minuteMs,
  pushAs,
  restore,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let studentId: string
let student: { readonly id: string; readonly name: string }
const clients = createClients()

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  studentId = await server.addAccount('sam', 'student', { displayName: 'Sam' })
  student = { id: studentId, name: 'Sam' }
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, idOf('session'))])
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name: string): Promise<Client> {
  const client = await clients.open(createDevice(server), name)
  await client.until(state => isSynced(state) && state.calls.length === 1)
  return client
}

const goalsOn = (client: Client) => client.state.dossiers.get(studentId)?.goals

it('MG21 two devices of a coach write in one dossier without a network: both texts are kept, on both', async () => {
  const [one, two] = [await open('cara'), await open('cara')]
  await one.state.saveDossier(student, { goals: 'Before.', tags: ['board'] })
  for (const client of [one, two]) await client.until(state => isSynced(state) && goalsOn(client) === 'Before.')
  await Promise.all([cut(one), cut(two)])
  expect(await one.state.saveDossier(student, { goals: 'On the laptop.', tags: ['board', 'Paris'] })).toMatchObject({
    ok: true
  })
  server.clock.now += minuteMs
  expect(
    await two.state.saveDossier(student, { goals: 'On the phone.', tags: ['sales'], agreedToLog: true })
  ).toMatchObject({ ok: true })
  await restore(one)
  await one.until(isSynced)
  await restore(two)
  for (const client of [one, two])
    await client.until(state => isSynced(state) && state.dossiers.get(studentId)?.agreedToLog === true)
  for (const client of [one, two]) {
    expect(goalsOn(client)).toContain('On the laptop.')
    expect(goalsOn(client)).toContain('On the phone.')
    expect(client.state.dossiers.get(studentId)).toMatchObject({ tags: ['Paris', 'sales'], agreedToLog: true })
  }
  expect(goalsOn(one)).toBe(goalsOn(two))
  expect(goalsOn(one)).toContain(textDivider)
  expect(two.state.notices).toMatchObject([{ topic: 'words-merged', subject: { id: createDossierId(studentId) } }])
})

it('DO2 a consent keeps the moment of its tick, through other edits, until it is taken back', async () => {
  const one = await open('cara')
  const consentOf = () => {
    const { agreedToLog, agreedAt } = one.state.dossiers.get(studentId) ?? {}
    return [agreedToLog, agreedAt]
  }
  const ticked = server.clock.now
  await one.state.saveDossier(student, { agreedToLog: true })
  await one.until(state => isSynced(state) && state.dossiers.size === 1)
  expect(consentOf()).toEqual([true, ticked])
  server.clock.now += minuteMs
  await one.state.saveDossier(student, { goals: 'Later.', agreedToLog: true }, { agreedToLog: true })
  await one.until(state => isSynced(state) && goalsOn(one) === 'Later.')
  expect(consentOf()).toEqual([true, ticked])
  expect(one.state.notices).toEqual([])
  await one.state.saveDossier(student, { goals: 'Later.', agreedToLog: false })
  await one.until(state => isSynced(state) && state.dossiers.get(studentId)?.agreedToLog === false)
  expect(consentOf()).toEqual([false, undefined])
})

it('MG21 what another device saved while one was typing is kept beside it', async () => {
  const [one, two] = [await open('cara'), await open('cara')]
  await one.state.saveDossier(student, { goals: 'Before.' })
  for (const client of [one, two]) await client.until(state => isSynced(state) && goalsOn(client) === 'Before.')
  await one.state.saveDossier(student, { goals: 'Saved first.', background: 'A farm.' })
  await two.until(() => goalsOn(two) === 'Saved first.')
  await two.state.saveDossier(student, { goals: 'Typed meanwhile.' }, { goals: 'Before.' })
  expect(two.state.dossiers.get(studentId)).toMatchObject({
    goals: `Typed meanwhile.${textDivider}Saved first.`,
    background: 'A farm.'
  })
})

it('JN5 a dossier is in the journal of the device, and undo gives the former words back', async () => {
  const coach = await open('cara')
  await coach.state.saveDossier(student, { goals: 'First.' })
  await coach.until(isSynced)
  await coach.state.saveDossier(student, { goals: 'Second.', background: 'A farm.' })
  await coach.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(coach.state.journal[0]).toMatchObject({ kind: 'dossier-saved', otherName: 'Sam' })
  expect(await coach.state.undo()).toMatchObject({ ok: true })
  await coach.until(isSynced)
  expect(coach.state.dossiers.get(studentId)).toMatchObject({ goals: 'First.' })
  expect(coach.state.dossiers.get(studentId)).not.toHaveProperty('background')
})

it('DO1 DO2 the device says beforehand what the server would', async () => {
  const sam = await open('sam')
  expect(await sam.state.saveDossier(student, { goals: 'Mine.' })).toMatchObject({ refusal: 'coaches-only' })
  const coach = await open('cara')
  expect(await coach.state.saveDossier(student, { goals: 'x'.repeat(10_001) })).toMatchObject({
    refusal: 'invalid-input',
    field: 'goals'
  })
  expect(sam.state.dossiers.size).toBe(0)
})

it('DO1 VE7 a dossier is its coach’s to write, is never removed, and has no field that the server does not know', async () => {
  const doc = { _id: createDossierId(studentId), kind: 'dossier', goals: 'To speak up.', editedAt: 1 }
  expect(await pushAs(server, 'sam', `calls-${studentId}`, [doc])).toMatchObject([{ reason: 'coaches-only' }])
  expect(await pushAs(server, 'cara', `calls-${coachId}`, [{ ...doc, mood: 'bright' }])).toMatchObject([
    { reason: 'unknown-field' }
  ])
  const [stored] = await pushAs(server, 'cara', `calls-${coachId}`, [doc])
  expect(stored).toMatchObject({ ok: true })
  const { rev } = stored as { readonly rev: string }
  expect(await pushAs(server, 'cara', `calls-${coachId}`, [{ ...doc, _rev: rev, _deleted: true }])).toMatchObject([
    { reason: 'server-owned' }
  ])
  const sam = await open('sam')
  expect(JSON.stringify([sam.state.calls, sam.state.notices])).not.toContain('speak up')
})

it('DO3 of a batch that goes past the bound the further ones are refused, and their neighbours stored', async () => {
  const docs = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({
      _id: createDossierId(`student${from + n}`),
      kind: 'dossier',
      editedAt: 1
    }))
  const { databases } = server.server
  const store = await databases.open(`calls-${coachId}`)
  // As if they had been pushed, in one write: the gate counts what is stored.
  await store.write(docs(1_000, 2_999), { newEdits: true })
  const rows = await pushAs(server, 'cara', `calls-${coachId}`, [
    ...docs(3_000, 3_003),
    { _id: 'blocks', kind: 'blocks', studentIds: [] }
  ])
  expect(rows.map(row => ('ok' in row ? 'ok' : row.reason))).toEqual([
    'ok',
    'too-many-dossiers',
    'too-many-dossiers',
    'ok'
  ])
})
