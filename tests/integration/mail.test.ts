import ICAL from 'ical.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { bookingIdOf, claimDoc, dayMs, hourMs, requestIdOf, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { type MailServer, startMailServer, type TakenMail } from '../support/mail-server.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

/** A Monday at 9:00 in Zurich. */
const start = Date.UTC(2026, 10, 30, 8)
const at = (day: number, hour = 0): number => start + day * dayMs + hour * hourMs
const from = 'desk@practice.example'
const url = 'https://desk.practice.example'
const secret = 'the secret of these tests, long enough'

let mails: MailServer
let clock: { now: number }
let test: TestServer
let coach: string
let student: string
let asCarla: Ask
let asStan: Ask

async function startDesk(dataFolder?: string): Promise<void> {
  test = await startTestServer({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    createBookingsEngine,
    clock,
    steady: () => clock.now,
    gatherMailMs: 2 ** 30,
    settings: { secret, mail: { smtpUrl: mails.smtpUrl, from, url } }
  })
}

async function signIn(): Promise<void> {
  ;[asCarla, asStan] = (await Promise.all(
    ['carla', 'stan'].map(async name => createClient(test.url, bearer((await test.signIn(name)).token)))
  )) as [Ask, Ask]
}

beforeEach(async () => {
  clock = { now: start }
  mails = await startMailServer()
  await startDesk()
  coach = await test.addAccount('carla', 'coach', {
    email: 'carla@example.org',
    zone: 'Europe/Zurich',
    phone: '+41446681801'
  })
  student = await test.addAccount('stan', 'student', {
    email: 'stan@example.org',
    zone: 'America/New_York',
    phone: '+41446681802'
  })
  await signIn()
})
afterEach(async () => {
  await test.remove()
  await mails.stop()
})

/** Sign-ins end, too. */
async function goTo(time: number): Promise<void> {
  clock.now = time
  await signIn()
}

const send = async (): Promise<void> => test.server.mail?.idle()
const take = (): readonly TakenMail[] => (mails.taken as TakenMail[]).splice(0)
const to = (person: string, list: readonly TakenMail[]): readonly TakenMail[] =>
  list.filter(({ recipients }) => recipients.includes(`${person}@example.org`))

async function confirmBoth(): Promise<void> {
  await send()
  for (const mail of take()) expect((await confirm(mail)).status).toBe(200)
  await send()
  expect(take()).toEqual([])
}

const enter = (email: string) => asStan('PUT', '/_account', { email, currentPassword: passwordOf('stan') })

function linkOf(mail: TakenMail): string {
  const [link = ''] = new RegExp(String.raw`${url}/\S+`).exec(mail.text ?? '') ?? []
  return link
}

const confirm = (mail: TakenMail) =>
  createClient(test.url)('POST', '/_links/address', { token: linkOf(mail).split('#')[1] })

const draw = (...days: number[]) =>
  asCarla('POST', '/slots/_bulk_docs', { docs: days.map(day => slotDoc(coach, at(day))) })
const book = (...days: number[]) =>
  asStan('POST', '/slots/_bulk_docs', {
    docs: days.map(day => claimDoc(coach, at(day), bookingIdOf(day), clock.now))
  })

async function ask(who: Ask, userId: string, day: number, request: object) {
  const { json } = await who('GET', `/calls-${userId}/${bookingIdOf(day)}`)
  const answer = await who('PUT', `/calls-${userId}/${bookingIdOf(day)}`, { ...json, request })
  expect(answer.status).toBe(201)
}

function readEvents(mail: TakenMail | undefined) {
  const attachment = mail?.attachments.find(({ contentType }) => contentType === 'application/ics')
  const root = new ICAL.Component(ICAL.parse(attachment?.content.toString('utf8') ?? ''))
  return {
    method: root.getFirstPropertyValue('method'),
    events: root.getAllSubcomponents('vevent').map(component => {
      const event = new ICAL.Event(component)
      return {
        uid: event.uid,
        sequence: event.sequence,
        startsAt: event.startDate.toUnixTime() * 1_000,
        status: component.getFirstPropertyValue('status')
      }
    })
  }
}

describe('an address', () => {
  it('ML3 counts once its person has opened the link that was mailed there', async () => {
    await draw(2)
    await book(2)
    await send()
    const list = take()
    expect(list.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 2 }, () => 'Confirm your e-mail address for CoachDesk')
    )
    const [mail] = to('stan', list)
    if (mail === undefined) throw new Error('no mail')
    expect(linkOf(mail)).toMatch(/^https:\/\/desk\.practice\.example\/app\/confirm-address#/)
    expect((await asStan('GET', '/_account')).json['emailConfirmed']).toBe(false)
    expect((await confirm(mail)).status).toBe(200)
    expect((await asStan('GET', '/_account')).json['emailConfirmed']).toBe(true)
    // Opened again, it says the same.
    expect((await confirm(mail)).status).toBe(200)
  })

  it('ML3 does not count by a link for another address, one that is over, made up, or somebody else’s', async () => {
    await send()
    const [mail] = to('stan', take())
    if (mail === undefined) throw new Error('no mail')
    const token = linkOf(mail).split('#')[1] ?? ''
    const tries = [
      token.replace(student, coach),
      token.replace(/\.(\d+)\./, (_, until: string) => `.${Number(until) + 1}.`),
      `${token.slice(0, -2)}AA`,
      '',
      'x'.repeat(200)
    ]
    for (const made of tries)
      expect((await createClient(test.url)('POST', '/_links/address', { token: made })).json).toMatchObject({
        reason: 'link-not-valid'
      })
    await enter('other@example.org')
    expect((await confirm(mail)).status).toBe(403)
    await enter('stan@example.org')
    await goTo(clock.now + 73 * hourMs)
    expect((await confirm(mail)).status).toBe(403)
    expect((await asStan('GET', '/_account')).json['emailConfirmed']).toBe(false)
  })

  it('ML3 that changes has to be confirmed anew', async () => {
    await confirmBoth()
    await asStan('PUT', '/_account', { displayName: 'Stan Two' })
    expect((await asStan('GET', '/_account')).json['emailConfirmed']).toBe(true)
    await enter('stan.two@example.org')
    expect((await asStan('GET', '/_account')).json['emailConfirmed']).toBe(false)
    await send()
    const recipients = take().flatMap(mail => mail.recipients)
    expect(recipients.toSorted()).toEqual(['stan.two@example.org', 'stan@example.org'])
  })
})

describe('what becomes of a session', () => {
  beforeEach(confirmBoth)

  it('ML1 is told to both, in the reader’s zone, with an event for the calendar', async () => {
    await draw(2)
    await book(2)
    await send()
    const list = take()
    expect(list).toHaveLength(2)
    const [toStan] = to('stan', list)
    const [toCarla] = to('carla', list)
    expect(toStan?.subject).toBe('Booked: Session with Person carla, Wed 2 Dec, 03:00')
    expect(toStan?.text).toContain('You booked a session with Person carla.')
    expect(toStan?.text).toContain('Wednesday 2 December 2026, 03:00 to 05:00 (America/New_York, UTC-5)')
    expect(toCarla?.text).toContain('Person stan booked a session with you.')
    expect(toCarla?.text).toContain('Wednesday 2 December 2026, 09:00 to 11:00 (Europe/Zurich, UTC+1)')
    expect(readEvents(toCarla)).toMatchObject({
      method: 'REQUEST',
      events: [{ uid: `${bookingIdOf(2)}@coachdesk`, startsAt: at(2), status: 'CONFIRMED' }]
    })
    expect(list.map(({ raw }) => raw).join('\n')).not.toMatch(/4466818/)
    await send()
    expect(take()).toEqual([])
  })

  it('ML4 moved and cancelled change the same event, and tell the other one’s reason', async () => {
    await draw(2, 3)
    await book(2)
    await send()
    const [booked] = to('stan', take())
    await goTo(clock.now + hourMs)
    await ask(asCarla, coach, 2, {
      kind: 'reschedule',
      requestId: requestIdOf(1),
      toSlotId: `${coach}:${at(3)}`,
      reason: 'A clash'
    })
    await send()
    const moved = take()
    expect(to('stan', moved)[0]?.text).toContain('Person carla moved a session with you.')
    expect(to('stan', moved)[0]?.text).toContain('Before: Wed 2 Dec, 03:00')
    expect(to('stan', moved)[0]?.text).toContain('Reason: A clash')
    expect(to('carla', moved)[0]?.text).not.toContain('A clash')
    await goTo(clock.now + hourMs)
    await ask(asStan, student, 2, { kind: 'cancel', requestId: requestIdOf(2), reason: 'Ill', reopenSlot: true })
    await send()
    const cancelled = take()
    expect(to('carla', cancelled)[0]?.text).toContain('Reason: Ill')
    const events = [booked, to('stan', moved)[0], to('stan', cancelled)[0]].map(mail => readEvents(mail))
    expect(events.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL'])
    expect(events.map(({ events: [event] }) => event?.startsAt)).toEqual([at(2), at(3), at(3)])
    expect(new Set(events.map(({ events: [event] }) => event?.uid)).size).toBe(1)
    const sequences = events.map(({ events: [event] }) => event?.sequence ?? 0)
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    expect(new Set(sequences).size).toBe(3)
  })

  it('ML5 is told as it is by the time of the sending: what was superseded is not', async () => {
    await draw(2, 3)
    mails.judge = () => 451
    await book(2)
    await send()
    await goTo(clock.now + 30_000)
    await ask(asCarla, coach, 2, { kind: 'cancel', requestId: requestIdOf(3), reason: '', reopenSlot: true })
    await send()
    mails.judge = () => undefined
    await goTo(clock.now + 2 * hourMs)
    await send()
    expect(take().map(({ subject }) => subject?.split(':')[0])).toEqual(['Cancelled', 'Cancelled'])
  })

  it('ML6 of one action is one mail: a series, and a day that is called off', async () => {
    await draw(2, 9, 16)
    const series = 'e'.repeat(32)
    await asStan('POST', '/slots/_bulk_docs', {
      docs: [2, 9, 16].map((day, position) =>
        claimDoc(coach, at(day), bookingIdOf(day), clock.now, { series: { id: series, position } })
      )
    })
    await send()
    const [mail, ...others] = to('stan', take())
    expect(others).toEqual([])
    expect(mail?.subject).toBe('Booked: 3 sessions with Person carla')
    expect(readEvents(mail).events.map(({ startsAt }) => startsAt)).toEqual([at(2), at(9), at(16)])
    const action = 'f'.repeat(16)
    for (const day of [2, 9])
      await ask(asCarla, coach, day, {
        kind: 'cancel',
        requestId: `${action}${bookingIdOf(day).slice(0, 16)}`,
        reason: 'Flu',
        reopenSlot: false
      })
    await send()
    const cancelled = to('stan', take())
    expect(cancelled).toHaveLength(1)
    expect(cancelled[0]?.text?.match(/Reason: Flu/g)).toHaveLength(1)
    expect(readEvents(cancelled[0]).events.map(({ startsAt }) => startsAt)).toEqual([at(2), at(9)])
  })

  it('ML8 is not told to whoever wants no such mail', async () => {
    await asStan('PUT', '/_account', { mail: { changes: false, reminders: [] } })
    await draw(2)
    await book(2)
    await send()
    await goTo(at(1, 12))
    await send()
    expect(to('stan', take())).toEqual([])
  })
})

describe('a mail server that fails', () => {
  beforeEach(confirmBoth)

  it('ML2 gets it again under the same id where its answer was lost', async () => {
    await draw(2)
    let isFirst = true
    mails.beforeAnswer = () => {
      if (isFirst) throw new Error('the answer is lost')
    }
    await book(2)
    await send()
    isFirst = false
    await restartDesk()
    await goTo(clock.now + hourMs)
    await send()
    const ids = to('stan', take()).map(({ messageId }) => messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    await send()
    expect(take()).toEqual([])
  })

  it('ML2 gets nothing that it has refused for good, and the others get theirs', async () => {
    await draw(2)
    mails.judge = recipient => (recipient.startsWith('stan') ? 550 : undefined)
    await book(2)
    await send()
    expect(take().map(({ recipients }) => recipients)).toEqual([['carla@example.org']])
    mails.judge = () => undefined
    await goTo(clock.now + 2 * dayMs - hourMs)
    await send()
    expect(to('stan', take())).toMatchObject([{ subject: expect.stringContaining('Reminder') as unknown }])
    expect(test.server.mail?.listFailed()).toMatchObject([{ to: student, state: 'refused', why: '550' }])
    expect(test.log.join('')).not.toContain('example.org')
  })

  it('ML5 is given up for after three days', async () => {
    await draw(13)
    mails.judge = () => 451
    await book(13)
    for (let hour = 0; hour < 80; hour += 1) {
      await send()
      clock.now += hourMs
    }
    mails.judge = () => undefined
    await send()
    expect(take()).toEqual([])
    expect(test.server.mail?.listFailed()).toMatchObject([{ state: 'given-up' }, { state: 'given-up' }])
  })

  it('ML2 catches up on what happened while mail was not sent, and tells nothing twice after a restart', async () => {
    await draw(2)
    await book(2)
    await restartDesk()
    await send()
    expect(take()).toHaveLength(2)
    await restartDesk()
    await send()
    expect(take()).toEqual([])
  })
})

describe('reminders', () => {
  beforeEach(confirmBoth)

  it('ML7 come once, a day before unless another time was chosen, and not for what was cancelled', async () => {
    await asStan('PUT', '/_account', { mail: { changes: false, reminders: [120, 60 * 48] } })
    await draw(4, 5)
    await book(4, 5)
    await send()
    take()
    await goTo(at(2))
    await send()
    expect(take().map(({ recipients, subject }) => [recipients[0], subject])).toEqual([
      ['stan@example.org', 'Reminder: session with Person carla, Fri 4 Dec, 03:00']
    ])
    await goTo(at(3))
    await send()
    await ask(asCarla, coach, 5, { kind: 'cancel', requestId: requestIdOf(4), reason: '', reopenSlot: true })
    take()
    await goTo(at(3, 23))
    await send()
    expect(to('stan', take()).map(({ subject }) => subject)).toEqual([
      'Reminder: session with Person carla, Fri 4 Dec, 03:00'
    ])
  })

  it('ML7 come once where the mail server was down while two were due, and not at a time that is not chosen any more', async () => {
    await asStan('PUT', '/_account', { mail: { changes: false, reminders: [1_440, 60] } })
    await draw(3, 6)
    await book(3, 6)
    await send()
    take()
    mails.judge = () => 451
    await goTo(at(2))
    await send()
    await goTo(at(3) - hourMs / 2)
    await send()
    mails.judge = () => undefined
    clock.now += hourMs / 4
    await send()
    expect(to('stan', take()).map(({ subject }) => subject)).toEqual([
      'Reminder: session with Person carla, Thu 3 Dec, 03:00'
    ])
    mails.judge = () => 451
    await goTo(at(5))
    await send()
    await asStan('PUT', '/_account', { mail: { changes: false, reminders: [15] } })
    mails.judge = () => undefined
    clock.now += 2 * hourMs
    await send()
    expect(to('stan', take())).toEqual([])
  })

  it('ML7 come after a restart, also where nothing has changed since', async () => {
    await draw(3)
    await book(3)
    await send()
    take()
    await restartDesk()
    await goTo(at(2))
    await send()
    expect(take()).toHaveLength(2)
  })

  it('ML7 are not made up for after the start, nor for a time that was past when it was booked', async () => {
    await draw(2, 0.5)
    await book(2, 0.5)
    await send()
    take()
    await goTo(at(3))
    await restartDesk()
    await send()
    expect(take()).toEqual([])
  })
})

describe('reminders that are stopped', () => {
  beforeEach(confirmBoth)

  const addressOf = (mail: TakenMail | undefined): string =>
    /^List-Unsubscribe:\s*<([^>]+)>/im.exec(mail?.raw.replaceAll(/\r?\n[ \t]+/g, ' ') ?? '')?.[1] ?? ''
  const pathOf = (address: string): `/${string}` => address.slice(url.length) as `/${string}`

  async function remind(day: number): Promise<readonly TakenMail[]> {
    await goTo(at(day - 1))
    await send()
    return to('stan', take())
  }

  it('ML10 stop by one request of the mail program, and by nothing that only looks', async () => {
    await draw(3, 5)
    await book(3, 5)
    await send()
    const changes = take()
    expect(changes.map(mail => addressOf(mail))).toEqual(changes.map(() => ''))
    const [mail] = await remind(3)
    const address = addressOf(mail)
    expect(address).toMatch(/^https:\/\/desk\.practice\.example\/_mail\/reminders\/[a-z0-9]+\.[A-Za-z0-9_-]{43}$/)
    expect(mail?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    expect(mail?.text).toContain(`No more reminders: ${address}`)
    const stranger = createClient(test.url)
    const looked = await stranger('GET', pathOf(address))
    expect(looked.status).toBe(200)
    expect(looked.text).toContain('<form method="post">')
    expect(looked.text).not.toMatch(/stan|example\.org/i)
    expect((await asStan('GET', '/_account')).json['mail']).toMatchObject({ reminders: [1_440] })

    const stopped = await fetch(`${test.url}${pathOf(address)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click'
    })
    expect(stopped.status).toBe(200)
    expect(await stopped.text()).toContain('No more reminders come by e-mail')
    expect((await asStan('GET', '/_account')).json['mail']).toEqual({ changes: true, reminders: [] })
    expect(await remind(5)).toEqual([])
    // Mail of changes still comes.
    await ask(asCarla, coach, 5, { kind: 'cancel', requestId: requestIdOf(5), reason: '', reopenSlot: true })
    await send()
    expect(to('stan', take()).map(({ subject }) => subject?.split(':')[0])).toEqual(['Cancelled'])
    expect(test.log.join('')).not.toContain(address.split('.').at(-1))
  })

  it('ML10 do not stop by a link that is made up, of somebody else, or of an address that is another one by now', async () => {
    await draw(3)
    await book(3)
    await send()
    take()
    const [mail] = await remind(3)
    const path = pathOf(addressOf(mail))
    const stranger = createClient(test.url)
    for (const made of [path.replace(student, coach), `${path.slice(0, -2)}AA`, '/_mail/reminders/x', `${path}x`]) {
      for (const method of ['GET', 'POST'] as const)
        expect((await stranger(method, made as `/${string}`)).status).toBe(404)
    }
    await asStan('PUT', '/_account', { email: 'other@example.org', currentPassword: passwordOf('stan') })
    for (const method of ['GET', 'POST'] as const) expect((await stranger(method, path)).status).toBe(404)
    expect((await asStan('GET', '/_account')).json['mail']).toMatchObject({ reminders: [1_440] })
    expect((await asCarla('GET', '/_account')).json['mail']).toMatchObject({ reminders: [1_440] })
  })
})

async function restartDesk(): Promise<void> {
  await test.server.stop()
  await startDesk(test.dataFolder)
  await signIn()
}
