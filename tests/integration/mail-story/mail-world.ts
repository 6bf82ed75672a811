import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { listOccasions } from '#domain/mail/occasions.ts'
import { toSessionEvent } from '#domain/calendar/session-event.ts'
import type { Account } from '#domain/model/account.ts'
import type { Booking } from '#domain/model/booking.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { toWire } from '#domain/model/wire.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { moveSession } from '#domain/rules/judge-reschedule.ts'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'
import { createLogger } from '#server/logging/create-logger.ts'
import { createAddressLinks } from '#server/mail/address-links.ts'
import { createMail, type Mail } from '#server/mail/create-mail.ts'
import type { Delivery, OutgoingMail } from '#server/mail/mailer.ts'
import { createMessageId } from '#server/mail/message.ts'
import { createStopLinks } from '#server/mail/stop-links.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../../support/start-source.ts'
import type { Random } from '../../simulation/plan/random.ts'

/** `forgetful`: what was sent is not known any more once the server starts again. */
export type MailFlaw = 'forgetful'

const worldStart = Date.UTC(2026, 10, 30, 8)
const people = ['coachannab', 'studentsam', 'studentsue'] as const
type PersonId = (typeof people)[number]
const choices = [[1_440], [1_440, 60], [2_880, 120, 30], [15], []] as const

/** What was to be sent, when the power went: before the mail server had it, or after; or its answer was lost on the way. */
type Trouble = 'dies-before' | 'dies-after' | 'answer-lost'

/**
 * A server's mail over its real journal and outbox, a mail server that fails, a clock that is set, and a process that dies. What must hold is
 * looked at with each mail, and after each tick.
 */
export async function createMailWorld(random: Random, flaw?: MailFlaw) {
  const databases = createMemoryDatabases(systemStarts)
  const journal = await databases.open('bookings')
  const clock = { now: worldStart, wrongByMs: 0, latest: worldStart }
  const problems = new Set<string>()
  const counts = { reminders: 0, changes: 0, repeated: 0, deaths: 0, restarts: 0 }
  const bookings = new Map<string, Booking>()
  const accountById = new Map<PersonId, Account>(people.map(id => [id, toAccount(id)]))
  /** Message-ID: how often it was taken, and how often nobody could know that. */
  const taken = new Map<string, { times: number; unknown: number }>()
  const toldSequence = new Map<string, number>()
  /** Reminders of one session that one person got by one tick. */
  let ofTick = new Map<string, number>()
  let isOut = false
  let trouble: Trouble | undefined
  let process = { isDead: false }
  let mail: Mail

  const idOf = (booking: Booking, to: string, minutes: number): string =>
    createMessageId(to, {
      bookingId: booking.id,
      key: `reminder ${booking.startsAt} ${booking.moves?.length ?? 0} ${minutes}`
    })
  const chosenBy = (to: string) => accountById.get(to as PersonId)?.mail ?? { reminders: [], chosenAt: 0 }
  const partiesOf = ({ coachId, studentId }: Booking) => [coachId, studentId]

  /** Those that were due since the session was known to be then, the time was chosen, and mail began: the latest first. */
  function listDue(booking: Booking, to: string, by = clock.now): readonly number[] {
    const { reminders, chosenAt } = chosenBy(to)
    const since = Math.max(worldStart, chosenAt, booking.moves?.at(-1)?.at ?? booking.claimedAt)
    const dueAt = (minutes: number): number => booking.startsAt - minutes * minuteMs
    return reminders.filter(minutes => dueAt(minutes) > since && dueAt(minutes) <= by).toSorted((a, b) => a - b)
  }

  function checkReminder(to: string, { messageId }: OutgoingMail): void {
    counts.reminders += 1
    const meant = [...bookings.values()].flatMap(booking =>
      partiesOf(booking).includes(to)
        ? listDue(booking, to, clock.latest)
            .filter(minutes => messageId.startsWith(`<${idOf(booking, to, minutes)}.`))
            .map(minutes => ({ booking, minutes }))
        : []
    )
    const [found] = meant
    if (found === undefined) {
      problems.add(`${to} was reminded of what is not due: ${messageId}`)
      return
    }
    const { booking } = found
    if (booking.state !== 'confirmed') problems.add(`${to} was reminded of a session that was cancelled`)
    if (booking.startsAt <= clock.now) problems.add(`${to} was reminded of a session that had started`)
    const key = `${to} ${booking.id}`
    ofTick.set(key, (ofTick.get(key) ?? 0) + 1)
    if ((ofTick.get(key) ?? 0) > 1) problems.add(`${to} was reminded of one session twice at once`)
  }

  function checkChange(to: string, content: string): void {
    counts.changes += 1
    const [, uid = ''] = /^UID:(.+)$/m.exec(content) ?? []
    const sequence = Number(/^SEQUENCE:(\d+)/m.exec(content)?.[1])
    const key = `${to} ${uid.trim()}`
    const before = toldSequence.get(key) ?? -1
    if (sequence < before) problems.add(`${to} was told of an earlier change after a later one`)
    toldSequence.set(key, sequence)
  }

  function send(mailOut: OutgoingMail, own: { isDead: boolean }): Delivery {
    if (own.isDead) return { kind: 'later', why: 'dead' }
    const to = mailOut.to.split('@')[0] ?? ''
    if (clock.wrongByMs !== 0) problems.add('mail was sent by a clock in doubt')
    if (isOut) return { kind: 'later', why: '451' }
    const now = trouble
    trouble = undefined
    if (now === 'dies-before') {
      own.isDead = true
      return { kind: 'later', why: 'dead' }
    }
    const known = taken.get(mailOut.messageId) ?? { times: 0, unknown: 0 }
    if (known.times > known.unknown) problems.add(`${to} got the same mail twice: ${mailOut.subject}`)
    if (known.times > 0) counts.repeated += 1
    taken.set(mailOut.messageId, { times: known.times + 1, unknown: known.unknown + (now === undefined ? 0 : 1) })
    if (mailOut.event === undefined) checkReminder(to, mailOut)
    else checkChange(to, mailOut.event.content)
    if (now === 'dies-after') own.isDead = true
    return now === 'answer-lost' ? { kind: 'later', why: 'ETIMEDOUT' } : { kind: 'taken' }
  }

  async function start(): Promise<void> {
    process = { isDead: false }
    const own = process
    mail = await createMail({
      databases: withDeath(databases, own),
      settings: { smtpUrl: 'smtp://localhost', from: 'desk@practice.example', url: 'https://desk.practice.example' },
      mailer: { send: out => Promise.resolve(send(out, own)), close: () => undefined },
      links: createAddressLinks('key'),
      stopLinks: createStopLinks('key'),
      findInvited: () => Promise.resolve(undefined),
      findResetToken: () => undefined,
      findAccount: id => accountById.get(id as PersonId),
      now: () => clock.now,
      logger: createLogger('silent', { write: () => undefined }),
      gatherMs: 2 ** 30,
      isTimeCertain: () => clock.wrongByMs === 0
    })
  }

  async function forget(): Promise<void> {
    const outbox = await databases.open('outbox')
    const ended = []
    for await (const { _id, _rev, ...fields } of outbox.all({ startKey: 'm', endKey: 'm~' }))
      if (fields['state'] === 'sent') ended.push({ _id, _rev, _deleted: true })
    await outbox.write(ended, { newEdits: true })
  }

  async function restart(): Promise<void> {
    counts.restarts += 1
    process.isDead = true
    await mail.stop()
    if (flaw === 'forgetful') await forget()
    await start()
  }

  async function store(booking: Booking): Promise<void> {
    bookings.set(booking.id, booking)
    for (const role of ['coach', 'student'] as const) {
      const copies = await databases.open(`calls-${role === 'coach' ? booking.coachId : booking.studentId}`)
      const copy = projectSessionCopy(booking, role, toParties(booking), undefined, { now: clock.now })
      await put(copies, copy)
    }
    await put(journal, booking)
  }

  /** Nobody decides twice at one time of a clock that was set back a little: SEQUENCE goes by it (CA1). */
  function pickAhead(): Booking | undefined {
    const ahead = [...bookings.values()].filter(
      booking =>
        booking.state === 'confirmed' &&
        booking.startsAt > clock.now &&
        (listOccasions(booking).at(-1)?.at ?? 0) < clock.now
    )
    return ahead.length === 0 ? undefined : random.pick(ahead)
  }

  // Requests of one action begin alike: these do not.
  const createId = (): string =>
    random
      .below(2 ** 31)
      .toString(16)
      .padStart(8, '0')
      .padEnd(32, '0')
  const pickStart = (): number => clock.now + (1 + random.below(4 * 96)) * 15 * minuteMs + random.below(900) * 1_000

  /** What has to have been told by now, as nothing of this person waits. */
  function checkTold(): void {
    const waiting = new Set(mail.listWaiting().map(({ to }) => to))
    for (const booking of bookings.values()) {
      const last = listOccasions(booking).at(-1)
      for (const [to, role] of [
        [booking.coachId, 'coach'],
        [booking.studentId, 'student']
      ] as const) {
        if (waiting.has(to)) continue
        const event = toSessionEvent(
          projectSessionCopy(booking, role, toParties(booking), undefined, { now: clock.now })
        )
        const isOver = booking.endsAt <= clock.now
        if (!isOver && last !== undefined && toldSequence.get(`${to} ${event?.uid}`) !== event?.sequence)
          problems.add(`${to} was not told of ${last.key} of ${booking.id}`)
        if (booking.state !== 'confirmed' || booking.startsAt <= clock.now) continue
        const [latest] = listDue(booking, to)
        if (latest === undefined) continue
        const later = chosenBy(to).reminders.filter(minutes => minutes <= latest)
        const ids = later.map(minutes => `<${idOf(booking, to, minutes)}.`)
        if (![...taken.keys()].some(messageId => ids.some(id => messageId.startsWith(id))))
          problems.add(`${to} was not reminded of ${booking.id}, ${latest} minutes before`)
      }
    }
  }

  async function tick(): Promise<void> {
    ofTick = new Map()
    // What was due by a clock that was set back a little is due.
    if (clock.wrongByMs === 0) clock.latest = Math.max(clock.latest, clock.now)
    await mail.tick()
    if (process.isDead) {
      counts.deaths += 1
      await restart()
    } else if (!isOut && clock.wrongByMs === 0) checkTold()
  }

  /** One thing happens. Nobody books by a clock that is wrong by much. */
  async function step(): Promise<void> {
    const isRight = clock.wrongByMs === 0
    const what = random.below(16)
    if (what < 3 && isRight) {
      const startsAt = pickStart()
      const id = createId()
      const studentId = random.chance(0.5) ? 'studentsam' : 'studentsue'
      await store({
        id,
        slotId: createSlotId('coachannab', startsAt),
        coachId: 'coachannab',
        studentId,
        startsAt,
        endsAt: startsAt + slotLengthMs,
        state: 'confirmed',
        claimedAt: clock.now,
        requests: []
      })
    } else if (what < 5 && isRight) {
      const booking = pickAhead()
      if (booking === undefined) return
      const requestId = createId()
      const toSlotId = createSlotId('coachannab', pickStart())
      const move = { requestId, by: 'coach', at: clock.now, reason: '', fromSlotId: booking.slotId, toSlotId } as const
      await store(moveSession(booking, { ...move, reopenSlot: true }))
    } else if (what === 5 && isRight) {
      const booking = pickAhead()
      if (booking === undefined) return
      const cancellation = { by: 'student', at: clock.now, reason: '', late: false, reopenSlot: true } as const
      await store({ ...booking, state: 'cancelled', cancellation })
    } else if (what === 6 && isRight) {
      const id = random.pick(people)
      const reminders = [...random.pick(choices)]
      accountById.set(id, { ...toAccount(id), mail: { changes: true, reminders, chosenAt: clock.now } })
    } else if (what === 7) await restart()
    else if (what === 8) trouble = random.pick(['dies-before', 'dies-after', 'answer-lost'])
    else if (what === 9) isOut = !isOut && random.chance(0.5)
    else if (what === 10) {
      // A clock that is far out is in doubt until it is put right; one that is out by minutes is believed.
      if (clock.wrongByMs === 0 && random.chance(0.5)) clock.wrongByMs = random.pick([-2, -1, 1, 2]) * dayMs
      else if (clock.wrongByMs === 0) clock.now += random.pick([-10, 10]) * minuteMs
      if (clock.wrongByMs !== 0) {
        clock.now += clock.wrongByMs
        if (random.chance(0.5)) await restart()
        await tick()
        clock.now -= clock.wrongByMs
        clock.wrongByMs = 0
      }
    } else if (what === 11) clock.now += random.pick([8 * hourMs, 26 * hourMs])
    else clock.now += random.pick([minuteMs, 20 * minuteMs, hourMs, 3 * hourMs])
    if (random.chance(0.6)) await tick()
  }

  /** All troubles end, and everything that waits is tried. */
  async function settle(): Promise<void> {
    isOut = false
    trouble = undefined
    for (let round = 0; round < 20; round += 1) {
      await tick()
      const next = mail.listWaiting().map(({ nextAt }) => nextAt)
      if (next.length === 0) return
      clock.now = Math.max(clock.now, ...next)
    }
    problems.add('mail waits for ever')
  }

  async function stop(): Promise<void> {
    await mail.stop()
    await databases.close()
  }

  // Mail begins before anything is booked.
  await start()
  await mail!.tick()
  return { step, settle, stop, problems, counts }
}

/** What a process that has died wants to store is not stored. */
function withDeath(databases: Databases, own: { readonly isDead: boolean }): Databases {
  return {
    ...databases,
    commitTogether: parts =>
      own.isDead ? Promise.reject(new Error('the process has died')) : databases.commitTogether(parts)
  }
}

async function put(store: Awaited<ReturnType<Databases['open']>>, value: { readonly id: string }): Promise<void> {
  const [known] = await store.read([value.id])
  const document = { ...toWire(value), ...(known === undefined ? {} : { _rev: known._rev }) }
  const [row] = await store.write([document], { newEdits: true })
  if (row === undefined || !('ok' in row)) throw new Error(`${value.id} was not stored`)
}

function toParties({ coachId, studentId }: Booking) {
  const toPerson = (id: string) => ({ id, displayName: `Person ${id}`, phone: '+41446681800', zone: 'UTC' })
  return { coach: toPerson(coachId), student: toPerson(studentId) }
}

function toAccount(id: PersonId): Account {
  return {
    id,
    name: id,
    displayName: `Person ${id}`,
    phone: '+41446681800',
    zone: 'UTC',
    role: id === 'coachannab' ? 'coach' : 'student',
    isAdmin: false,
    passwordHash: '',
    tokenVersion: 0,
    disabled: false,
    createdAt: 0,
    email: `${id}@example.org`,
    emailConfirmedAt: 1,
    mail: { changes: true, reminders: [1_440, 60], chosenAt: 0 }
  }
}
