import { afterEach, beforeEach, expect, it } from 'vitest'
import { passwordOf, type TestServer } from '../support/test-server.ts'
import { type Computer, createBrowser, createDesktop, fileOf } from './bring-back-fixture.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  hourMs,
  idOf,
  isSynced,
  pushAs,
  slotDocument,
  soon,
  startApplication,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
let samId: string
const clients = createClients()
const bookingId = idOf('the session')
const idAt = (hours: number): string => `${coachId}:${soon + hours * hourMs}`
const nothing = { changes: 0, drafts: 0, notices: 0 }

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  samId = await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon), slotDocument(coachId, soon + 4 * hourMs)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

const open = (...args: Parameters<typeof clients.open>) => clients.open(...args)

const close = (client: Client) => clients.stop(client)

/** A coach works without a network: a slot made, a slot removed, a session wrapped up, a draft begun. */
async function workOffline(computer: Computer): Promise<Client> {
  const coach = await open(computer, 'cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1 && state.slots.length === 2)
  server.clock.now = soon + hourMs
  computer.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  expect(await coach.state.createSlot(soon + 8 * hourMs)).toMatchObject({ ok: true })
  expect(await coach.state.removeSlot(idAt(4))).toMatchObject({ ok: true })
  expect(await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'my own words' })).toMatchObject({
    ok: true
  })
  const draft = { form: 'wrap-up' as const, subjectId: bookingId, values: { notes: 'a draft', followUps: [] } }
  expect(await coach.state.saveDraft(draft)).toMatchObject({ ok: true })
  await coach.until(({ drafts }) => drafts.length === 1)
  return coach
}

const newPassword = 'a password of today'

/** The password is changed elsewhere while this browser is signed out, and its person goes on without what it locked. */
async function goOnInBrowser(browser: Computer): Promise<Client> {
  const before = await workOffline(browser)
  await before.application.sessionStore.getState().signOut()
  await close(before)
  return signInAfterNewPassword(browser)
}

async function signInAfterNewPassword(browser: Computer, name: 'cara' | 'sam' = 'cara'): Promise<Client> {
  await server.server.service.setPassword(name === 'cara' ? coachId : samId, newPassword)
  browser.network.restore()
  const { application } = startApplication(browser)
  const { signIn, setAside } = application.sessionStore.getState()
  const signedIn = await signIn({ serverUrl: server.url, name, password: newPassword })
  expect(signedIn).toMatchObject({ refusal: 'other-password' })
  expect(await setAside()).toMatchObject({ ok: true })
  await application.stop()
  const client = await open(browser)
  await client.until(state => isSynced(state) && state.calls.length === 1)
  return client
}

it('PW8 SE12 a move of a file is not asked again where the session was moved since: the inbox has it', async () => {
  const browser = createBrowser(server)
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon + 8 * hourMs)])
  const before = await open(browser, 'cara')
  await before.until(state => isSynced(state) && state.calls.length === 1 && state.slots.length === 3)
  browser.network.cut()
  await before.until(({ sync }) => sync.kind === 'offline')
  expect(await before.state.rescheduleSession(bookingId, { toSlotId: idAt(4), reason: 'A train' })).toMatchObject({
    ok: true
  })
  await before.application.sessionStore.getState().signOut()
  await close(before)
  const sam = await open(createDevice(server), 'sam')
  await sam.until(state => isSynced(state) && state.calls.length === 1 && state.slots.length === 3)
  await sam.state.rescheduleSession(bookingId, { toSlotId: idAt(8), reason: '' })
  await sam.until(({ calls }) => calls[0]?.slotId === idAt(8))
  await close(sam)
  const coach = await signInAfterNewPassword(browser)
  const left = [{ kind: 'request', refusal: 'outdated' }]
  expect(await coach.state.bringBack(fileOf(browser), passwordOf('cara'))).toMatchObject({ value: { left } })
  const state = await coach.until(({ notices }) => notices.some(({ topic }) => topic === 'request-refused'))
  expect(state.calls[0]).toMatchObject({ slotId: idAt(8), status: 'confirmed' })
  expect(state.calls[0]?.request).toBeUndefined()
  expect(state.notices.find(({ topic }) => topic === 'request-refused')?.mine).toContain('A train')
})

it('PW8 a file that is read back in: the server has the notes, nothing is there twice', async () => {
  const browser = createBrowser(server)
  const coach = await goOnInBrowser(browser)
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed' }])
  expect(coach.state.drafts).toEqual([])
  const file = fileOf(browser)
  expect(await coach.state.readKeptFile(file)).toMatchObject({
    ok: true,
    value: {
      lock: 'password',
      readable: { changes: 2, drafts: 0, notices: 0 },
      sealed: { changes: 1, drafts: 1, notices: 0 }
    }
  })
  expect(await coach.state.bringBack(file, newPassword)).toMatchObject({ ok: false, refusal: 'file-wrong-password' })
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed' }])
  expect(await coach.state.bringBack(file, passwordOf('cara'))).toEqual({
    ok: true,
    value: { back: { changes: 1, drafts: 1, notices: 0 }, same: 2, left: [] }
  })
  const state = await coach.until(found => isSynced(found) && found.calls[0]?.status === 'completed')
  expect(state.calls).toMatchObject([{ notes: 'my own words', otherName: 'Person sam' }])
  expect(state.drafts).toMatchObject([{ values: { notes: 'a draft' } }])
  expect(await coach.state.bringBack(file, passwordOf('cara'))).toEqual({
    ok: true,
    value: { back: nothing, same: 4, left: [] }
  })
  expect(coach.state.syncByRecord.size).toBe(0)
  expect(coach.state.notices).toEqual([])
})

it('PW8 words that were typed since are joined as on two devices, and a draft as in two windows', async () => {
  const browser = createBrowser(server)
  const coach = await goOnInBrowser(browser)
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'words of today', satisfaction: 4 })
  await coach.state.saveDraft({ form: 'wrap-up', subjectId: bookingId, values: { notes: 'begun', followUps: [] } })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed' && state.drafts.length === 1)
  for (let time = 0; time < 2; time += 1) {
    const outcome = await coach.state.bringBack(fileOf(browser), passwordOf('cara'))
    expect(outcome).toMatchObject({ value: { back: time === 0 ? { changes: 1, drafts: 1 } : nothing, left: [] } })
    const state = await coach.until(isSynced)
    expect(state.calls).toMatchObject([{ satisfaction: 4 }])
    expect(state.calls[0]?.notes?.split('\n\n')).toEqual([
      'words of today',
      '---',
      '*Written on another device:*',
      'my own words'
    ])
    expect(state.drafts).toMatchObject([{ values: { notes: expect.stringMatching(/^begun\n[^]*file[^]*\na draft$/) } }])
    expect(state.notices).toMatchObject([{ topic: 'words-merged' }])
  }
})

it('PW8 an edit of words that nobody has changed since takes their place, as it would have when it was typed', async () => {
  const browser = createBrowser(server)
  const coach = await open(browser, 'cara')
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  server.clock.now = soon + hourMs
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'first words' })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  browser.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'second thoughts' })
  await coach.application.sessionStore.getState().signOut()
  await close(coach)
  const again = await signInAfterNewPassword(browser)
  expect(again.state.calls).toMatchObject([{ notes: 'first words' }])
  await again.state.bringBack(fileOf(browser), passwordOf('cara'))
  const isThere = (notes: string) => (state: Client['state']) => isSynced(state) && state.calls[0]?.notes === notes
  await again.until(isThere('second thoughts'))
  expect(again.state.notices).toEqual([])
})

it('PW8 a file of version 0.1.0 knows nothing of the server’s state: both texts stay', async () => {
  const browser = createBrowser(server)
  const coach = await goOnInBrowser(browser)
  await coach.state.wrapUp(bookingId, { outcome: 'completed', notes: 'words of today' })
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  interface File {
    readonly version?: number
    readonly lost: readonly { readonly note?: object }[]
  }
  const { version: _, lost, ...file } = JSON.parse(browser.vault.files[0] ?? '') as File
  expect(lost.filter(({ note }) => note !== undefined)).toHaveLength(1)
  const old = { ...file, lost: lost.map(({ note: __, ...item }) => item) }
  expect(await coach.state.bringBack(new Blob([JSON.stringify(old)]), passwordOf('cara'))).toMatchObject({ ok: true })
  const state = await coach.until(found => isSynced(found) && found.calls[0]?.notes?.includes('my own words') === true)
  expect(state.calls[0]?.notes).toContain('words of today')
})

it('PW7 a file without a password opens with the key alone: what is readable comes back, the rest is named', async () => {
  const desktop = createDesktop(server)
  await close(await workOffline(desktop))
  const former = await desktop.keys.load(`${coachId}@${server.url}`)
  desktop.keys.state = 'lost'
  const coach = await open(desktop, undefined, ({ sessionStore }) => sessionStore.getState().setAside())
  desktop.network.restore()
  coach.wake()
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  expect(await coach.state.readKeptFile(fileOf(desktop))).toMatchObject({ value: { lock: 'key' } })
  expect(await coach.state.bringBack(fileOf(desktop), 'any password')).toEqual({
    ok: true,
    value: {
      back: nothing,
      same: 2,
      left: [
        { kind: 'session', refusal: 'item-closed', startsAt: soon },
        { kind: 'draft', refusal: 'item-closed' }
      ]
    }
  })
  // The key store has come back, and gives the key that was put beside for the new one.
  desktop.keys.findFormer = () => Promise.resolve(former.kind === 'found' ? [former.key] : [])
  expect(await coach.state.readKeptFile(fileOf(desktop))).toMatchObject({ value: { lock: 'none' } })
  expect(await coach.state.bringBack(fileOf(desktop))).toMatchObject({ value: { back: { changes: 1, drafts: 1 } } })
  const state = await coach.until(found => isSynced(found) && found.calls[0]?.status === 'completed')
  expect(state.calls).toMatchObject([{ notes: 'my own words' }])
})

it('PW8 on another device slots are judged as new: what fits is made, what does not is named', async () => {
  const desktop = createDesktop(server)
  const first = await workOffline(desktop)
  expect(await first.state.createSlot(soon + 12 * hourMs)).toMatchObject({ ok: true })
  expect(await first.state.createSlot(soon + 3 * hourMs)).toMatchObject({ ok: true })
  await close(first)
  desktop.keys.state = 'lost'
  await close(await open(desktop, undefined, ({ sessionStore }) => sessionStore.getState().setAside()))
  // The computer is never online again.
  const other = await open(createBrowser(server), 'cara')
  await other.until(state => isSynced(state) && state.calls.length === 1)
  expect(await other.state.createSlot(soon + 11 * hourMs)).toMatchObject({ ok: true })
  server.clock.now = soon + 3.5 * hourMs
  const outcome = await other.state.bringBack(fileOf(desktop))
  expect(outcome).toMatchObject({ value: { back: { changes: 2 }, same: 0 } })
  const { left } = outcome.ok ? outcome.value : { left: [] }
  expect(left.filter(({ kind }) => kind === 'slot')).toEqual([
    { kind: 'slot', refusal: 'slot-in-past', startsAt: soon + 3 * hourMs },
    { kind: 'slot', refusal: 'slot-overlaps', startsAt: soon + 12 * hourMs }
  ])
  const state = await other.until(isSynced)
  expect(state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(8), idAt(11)])
  // What is removed after that stays removed.
  await other.state.removeSlot(idAt(8))
  expect(await other.state.bringBack(fileOf(desktop))).toMatchObject({ value: { back: nothing, same: 2 } })
  expect(other.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(11)])
})

it('PW7 a file that is cut off, changed, newer, foreign, too large or of somebody else is refused, and nothing changes', async () => {
  const browser = createBrowser(server)
  const coach = await goOnInBrowser(browser)
  const [text = ''] = browser.vault.files
  const file = JSON.parse(text) as { readonly lost: readonly object[] }
  const sam = await open(createBrowser(server), 'sam')
  const refusalOf = async (changed: string, client = coach) => {
    const read = await client.state.readKeptFile(new Blob([changed]))
    expect(await client.state.bringBack(new Blob([changed]), passwordOf('cara'))).toEqual(read)
    return read.ok ? undefined : read.refusal
  }
  expect(await refusalOf(text, sam)).toBe('file-of-other-account')
  for (const length of [0, 1, 200, text.length - 1])
    expect(await refusalOf(text.slice(0, length))).toBe('file-unreadable')
  expect(await refusalOf(JSON.stringify({ ...file, version: 2 }))).toBe('file-newer')
  expect(await refusalOf(JSON.stringify({ ...file, restorable: { version: 2 } }))).toBe('file-newer')
  for (const foreign of [{}, [], null, { ...file, kind: 'other' }, { ...file, lost: 'all' }, { ...file, lost: [{}] }]) {
    expect(await refusalOf(JSON.stringify(foreign))).toBe('file-foreign')
  }
  const huge = { size: 2 ** 31, text: () => Promise.reject(new Error('never read')) }
  expect(await coach.state.readKeptFile(huge)).toMatchObject({ refusal: 'file-too-large' })
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed' }])
  expect(coach.state.drafts).toEqual([])
})

it('PW7 what was changed in its sealed part stays closed and is named; the rest comes back', async () => {
  const browser = createBrowser(server)
  const coach = await goOnInBrowser(browser)
  interface Sealed {
    readonly lost: readonly { readonly collection: string; readonly document: { readonly sealed: string } }[]
  }
  const file = JSON.parse(browser.vault.files[0] ?? '') as Sealed
  const lost = file.lost.map(item => {
    const { sealed } = item.document
    const changed = sealed.slice(0, -8) + (sealed.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA')
    return item.collection === 'calls' ? { ...item, document: { ...item.document, sealed: changed } } : item
  })
  const outcome = await coach.state.bringBack(new Blob([JSON.stringify({ ...file, lost })]), passwordOf('cara'))
  expect(outcome).toMatchObject({
    value: { back: { drafts: 1 }, left: [{ kind: 'session', refusal: 'item-closed', startsAt: soon }] }
  })
  expect(coach.state.calls).toMatchObject([{ status: 'confirmed' }])
})

it('PW8 WL1 what a student waits for comes back; one that has ended, or for which there is no room, does not', async () => {
  const browser = createBrowser(server)
  const before = await open(browser, 'sam')
  await before.until(state => isSynced(state) && state.capabilities?.includes('waiting-list') === true)
  browser.network.cut()
  await before.until(({ sync }) => sync.kind === 'offline')
  const until = soon + 30 * 24 * hourMs
  const wait = async (client: Client, more: object = {}) =>
    expect(await client.state.saveWatch({ zone: 'Europe/London', until, ...more })).toMatchObject({ ok: true })
  await wait(before, { coachId, weekdays: [1, 3], part: 'morning' })
  await wait(before, { part: 'evening' })
  await wait(before, { until: soon + hourMs })
  const standing = before.state.watches.filter(watch => watch.until === until)
  await before.application.sessionStore.getState().signOut()
  await close(before)
  server.clock.now = soon + 2 * hourMs

  const student = await signInAfterNewPassword(browser, 'sam')
  for (let n = 0; n < 9; n += 1) await wait(student)
  expect(await student.state.bringBack(fileOf(browser), passwordOf('sam'))).toEqual({
    ok: true,
    value: {
      back: { changes: 1, drafts: 0, notices: 0 },
      same: 1,
      left: [{ kind: 'watch', refusal: 'too-many-watches' }]
    }
  })
  await student.until(isSynced)
  const found = () => standing.filter(({ id }) => student.state.watches.some(watch => watch.id === id))
  expect(found()).toHaveLength(1)
  // Made room, it comes back the next time, and nothing else changes.
  const other = student.state.watches.find(({ id }) => !standing.some(watch => watch.id === id))
  await student.state.removeWatch(other?.id ?? '')
  expect(await student.state.bringBack(fileOf(browser), passwordOf('sam'))).toMatchObject({
    value: { back: { changes: 1 }, same: 2, left: [] }
  })
  await student.until(isSynced)
  expect(student.state.watches).toEqual(expect.arrayContaining(standing))
  const stored = await server.server.databases.open(`calls-${samId}`)
  const docs = await stored.read(standing.map(({ id }) => id))
  expect(new Set(docs.map(doc => doc?.['part']))).toEqual(new Set(['morning', 'evening']))
})
