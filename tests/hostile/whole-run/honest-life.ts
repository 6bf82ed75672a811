import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Ask } from '../../support/http-client.ts'
import type { Person } from '../../chaos/people.ts'
import { type Document, pushDocument, type Row } from '../../chaos/push.ts'
import { claimDoc, hourMs, pencilDoc, slotDoc } from '../../support/gate-world.ts'
import type { Random } from '../../simulation/plan/random.ts'
import type { Stage } from './stage.ts'

/** One thing that an honest person does, with everything decided: done at either server, it is the same. */
export interface Act {
  readonly words: string
  readonly by: Person
  /** `<database>/<id>` of what it may write. */
  readonly places: readonly string[]
  /** Reads what is to be changed at that server, and writes. */
  perform(ask: Ask): Promise<Row | 'nothing to do'>
  /** It was accepted by both. */
  note(): void
}

interface Session {
  readonly bookingId: string
  readonly coachId: string
  readonly studentId: string
  slotId: string
}

/** Chooses acts of people who do nothing but live: the twin's answers are what they know. */
export interface HonestLife {
  next(): Act
  /** Slots and sessions from before that day are over. */
  readonly live: { readonly sessions: readonly Session[]; readonly open: readonly string[] }
}

export function createHonestLife(parts: {
  readonly random: Random
  readonly coaches: readonly Person[]
  readonly students: readonly Person[]
  readonly stage: Stage
}): HonestLife {
  const { random, coaches, students, stage } = parts
  const open: string[] = []
  const sessions: Session[] = []
  const made = new Map<string, number>()
  const first = stage.now
  let counter = 0

  const freshId = (): string =>
    Array.from({ length: 4 }, () =>
      random
        .below(2 ** 31)
        .toString(16)
        .padStart(8, '0')
    ).join('')
  const isOver = (slotId: string): boolean => startOf(slotId) <= stage.now
  const withoutOld = (): string[] => open.filter(id => !isOver(id))
  const drop = <T>(list: T[], item: T): void => void list.splice(list.indexOf(item), list.includes(item) ? 1 : 0)

  function nextStart(coachId: string): number {
    const count = made.get(coachId) ?? 0
    made.set(coachId, count + 1)
    const ahead = Math.ceil(Math.max(first, stage.now) / hourMs) * hourMs + 6 * hourMs
    return Math.max(ahead, first) + count * slotLengthMs
  }

  async function push(ask: Ask, database: string, doc: Document): Promise<Row> {
    stage.sent.push({ database, doc })
    return pushDocument(ask, database, doc)
  }

  async function change(ask: Ask, database: string, id: string, fields: object): Promise<Row | 'nothing to do'> {
    const { status, json } = await ask('GET', `/${database}/${encodeURIComponent(id)}`)
    return status === 200 ? push(ask, database, { ...(json as Document), ...fields }) : 'nothing to do'
  }

  function createSlot(coach: Person): Act {
    const startsAt = nextStart(coach.userId)
    const doc = slotDoc(coach.userId, startsAt, { makingId: freshId() }) as Document
    return act(
      `${coach.name} opens ${doc._id}`,
      coach,
      [`slots/${doc._id}`],
      ask => push(ask, 'slots', doc),
      () => {
        open.push(doc._id)
        stage.slotIds.push(doc._id)
      }
    )
  }

  function claim(student: Person, slotId: string): Act {
    const [coachId = ''] = slotId.split(':')
    const bookingId = freshId()
    const doc = claimDoc(coachId, startOf(slotId), bookingId, stage.now) as Document
    const places = [`slots/${slotId}`, `bookings/${bookingId}`, ...copiesOf([coachId, student.userId], bookingId)]
    return act(
      `${student.name} claims ${slotId}`,
      student,
      places,
      ask => push(ask, 'slots', doc),
      () => {
        drop(open, slotId)
        sessions.push({ bookingId, coachId, studentId: student.userId, slotId })
        stage.bookingIds.push(bookingId)
      }
    )
  }

  function changeCall(
    words: string,
    by: Person,
    session: Session,
    fields: object,
    note: () => void,
    more: readonly string[] = []
  ): Act {
    const { bookingId, coachId, studentId, slotId } = session
    const places = [`bookings/${bookingId}`, `slots/${slotId}`, ...copiesOf([coachId, studentId], bookingId), ...more]
    return act(
      `${by.name} ${words} ${bookingId}`,
      by,
      places,
      ask => change(ask, `calls-${by.userId}`, bookingId, fields),
      note
    )
  }

  function act(words: string, by: Person, places: readonly string[], perform: Act['perform'], note: () => void): Act {
    return { words, by, places, perform, note }
  }

  function ofCoach(coach: Person): Act {
    const own = withoutOld().filter(id => id.startsWith(coach.userId))
    const sessionsAhead = sessions.filter(({ coachId, slotId }) => coachId === coach.userId && !isOver(slotId))
    const past = sessions.filter(({ coachId, slotId }) => coachId === coach.userId && isOver(slotId))
    const dice = random.next()
    counter += 1
    if (own.length < 3 || dice < 0.3) return createSlot(coach)
    const slotId = random.pick(own)
    if (dice < 0.4) {
      const removal = { _deleted: true }
      return act(
        `${coach.name} removes ${slotId}`,
        coach,
        [`slots/${slotId}`],
        async ask => {
          const { status, json } = await ask('GET', `/slots/${encodeURIComponent(slotId)}`)
          if (status !== 200) return 'nothing to do'
          return push(ask, 'slots', { _id: slotId, _rev: String(json['_rev']), ...removal })
        },
        () => drop(open, slotId)
      )
    }
    if (dice < 0.5) {
      const doc = slotDoc(coach.userId, nextStart(coach.userId), { makingId: freshId(), movesFrom: slotId }) as Document
      return act(
        `${coach.name} moves ${slotId}`,
        coach,
        [`slots/${slotId}`, `slots/${doc._id}`],
        async ask => {
          const { json } = await ask('GET', `/slots/${encodeURIComponent(slotId)}`)
          const { makingId } = json
          return push(ask, 'slots', { ...doc, ...(makingId === undefined ? {} : { movesMakingId: makingId }) })
        },
        () => {
          drop(open, slotId)
          open.push(doc._id)
          stage.slotIds.push(doc._id)
        }
      )
    }
    if (dice < 0.62 && sessions.some(({ coachId }) => coachId === coach.userId)) {
      const { studentId } = random.pick(sessions.filter(({ coachId }) => coachId === coach.userId))
      const bookingId = freshId()
      const doc = pencilDoc(coach.userId, startOf(slotId), studentId, bookingId) as Document
      const places = [`slots/${slotId}`, `bookings/${bookingId}`, ...copiesOf([coach.userId, studentId], bookingId)]
      return act(
        `${coach.name} pencils into ${slotId}`,
        coach,
        places,
        ask => push(ask, `calls-${coach.userId}`, doc),
        () => {
          drop(open, slotId)
          sessions.push({ bookingId, coachId: coach.userId, studentId, slotId })
          stage.bookingIds.push(bookingId)
        }
      )
    }
    if (dice < 0.68 && past.length > 0) return writeAbout(coach, random.pick(past))
    if (dice < 0.74 && past.length > 0) return tellOutcome(coach, random.pick(past))
    if (dice < 0.8 && sessionsAhead.length > 0) return cancel(coach, random.pick(sessionsAhead))
    if (dice < 0.86 && sessionsAhead.length > 0)
      return reschedule(coach, random.pick(sessionsAhead)) ?? createSlot(coach)
    if (dice < 0.91) return dismiss(coach) ?? keepCheckpoint(coach)
    if (dice < 0.96) {
      const bio = `bio ${counter}`
      return act(
        `${coach.name} writes a page`,
        coach,
        [`users/${coach.userId}`],
        ask => change(ask, 'users', coach.userId, { bio }),
        nothing
      )
    }
    return keepCheckpoint(coach)
  }

  function ofStudent(student: Person): Act {
    const free = withoutOld()
    const own = sessions.filter(({ studentId }) => studentId === student.userId)
    const ahead = own.filter(({ slotId }) => !isOver(slotId))
    const dice = random.next()
    counter += 1
    if (dice < 0.5 && free.length > 0) return claim(student, random.pick(free))
    if (dice < 0.62 && sessions.length > 0) return claim(student, random.pick(sessions).slotId)
    if (dice < 0.72 && ahead.length > 0) return cancel(student, random.pick(ahead))
    const moving = dice < 0.82 && ahead.length > 0 ? reschedule(student, random.pick(ahead)) : undefined
    if (moving !== undefined) return moving
    const past = own.filter(({ slotId }) => isOver(slotId))
    if (dice < 0.92 && past.length > 0) {
      if (random.chance(0.4)) return tick(student, random.pick(past))
      return changeCall(
        'reviews',
        student,
        random.pick(past),
        { review: { score: 5, text: `review ${counter}` } },
        nothing
      )
    }
    return (random.chance(0.6) ? dismiss(student) : undefined) ?? keepCheckpoint(student)
  }

  /** A coach's notes, score and follow-ups. */
  function writeAbout(coach: Person, session: Session): Act {
    if (random.chance(0.4)) return summarise(coach, session)
    const followUps = [{ text: `follow up ${counter}`, done: random.chance(0.5) }]
    const fields = { notes: `notes ${counter}`, satisfaction: 1 + random.below(5) }
    return changeCall(
      'writes notes on',
      coach,
      session,
      random.chance(0.5) ? fields : { ...fields, followUps },
      nothing
    )
  }

  /** What a coach writes for the student, who may tick it. */
  function summarise(coach: Person, session: Session): Act {
    const action = { text: `action ${counter}`, madeAt: 1, editedAt: counter }
    const actions = {
      [session.bookingId]: { ...action, owner: 'student' },
      [freshId()]: { ...action, owner: 'coach', dueDate: '2031-01-02' }
    }
    const isEmptied = random.chance(0.2)
    const fields = isEmptied ? { actions: {} } : { summary: `summary ${counter}`, actions }
    return changeCall('writes a summary of', coach, session, fields, nothing)
  }

  function tick(student: Person, session: Session): Act {
    const doneAt = random.chance(0.7) ? counter : null
    const ticks = { [session.bookingId]: { doneAt, editedAt: counter, text: `seen ${counter}` } }
    return changeCall('ticks an action of', student, session, { ticks }, nothing)
  }

  function tellOutcome(coach: Person, session: Session): Act {
    const outcome = random.pick(['completed', 'no-show'])
    const request = { kind: 'outcome', requestId: freshId(), outcome }
    return changeCall('tells the outcome of', coach, session, { request }, nothing)
  }

  /** Undefined where the coach has no open slot. From a coach the hours left may stay closed. */
  function reschedule(by: Person, session: Session): Act | undefined {
    const targets = withoutOld().filter(id => id.startsWith(session.coachId))
    if (targets.length === 0) return undefined
    const toSlotId = random.pick(targets)
    const reopenSlot = by.userId !== session.coachId || random.chance(0.5)
    const request = { kind: 'reschedule', requestId: freshId(), toSlotId, reason: `later ${counter}`, reopenSlot }
    const note = (): void => {
      drop(open, toSlotId)
      if (reopenSlot) open.push(session.slotId)
      session.slotId = toSlotId
    }
    return changeCall('moves', by, session, { request }, note, [`slots/${toSlotId}`])
  }

  /** Undefined where this person was told nothing up to yesterday. */
  function dismiss(by: Person): Act | undefined {
    const told = stage.notices.filter(({ userId }) => userId === by.userId)
    if (told.length === 0) return undefined
    const { _id } = random.pick(told).notice
    const database = `calls-${by.userId}`
    return act(
      `${by.name} dismisses ${_id}`,
      by,
      [`${database}/${_id}`],
      ask => change(ask, database, _id, { dismissed: true }),
      nothing
    )
  }

  function cancel(by: Person, session: Session): Act {
    const reopenSlot = by.userId !== session.coachId || random.chance(0.6)
    const request = { kind: 'cancel', requestId: freshId(), reason: `ill ${counter}`, reopenSlot }
    return changeCall('calls off', by, session, { request }, () => {
      drop(sessions, session)
      if (reopenSlot) open.push(session.slotId)
    })
  }

  /** What a replicating client keeps at the server. */
  function keepCheckpoint(by: Person): Act {
    const id = '_local/checkpoint'
    const words = `seen ${counter}`
    return act(
      `${by.name} keeps a checkpoint`,
      by,
      [],
      async ask => {
        const { status, json } = await ask('GET', `/slots/${id}`)
        const rev = status === 200 ? { _rev: json['_rev'] } : {}
        const put = await ask('PUT', `/slots/${id}`, { _id: id, words, ...rev })
        return put.status === 201
          ? { kind: 'ok', rev: '' }
          : { kind: 'refused', error: String(put.status), reason: put.text }
      },
      nothing
    )
  }

  return {
    next: () =>
      withoutOld().length === 0 || random.chance(0.4)
        ? ofCoach(random.pick(coaches))
        : ofStudent(random.pick(students)),
    live: { sessions, open }
  }
}

function startOf(slotId: string): number {
  return Number(slotId.split(':')[1])
}

function copiesOf(userIds: readonly string[], bookingId: string): readonly string[] {
  return userIds.map(id => `calls-${id}/${bookingId}`)
}

function nothing(): void {}
