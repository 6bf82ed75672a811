import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Person } from '../../chaos/people.ts'
import { type Ask, createClient } from '../../support/http-client.ts'
import type { Random } from '../../simulation/plan/random.ts'
import type { Attack, Attempt, Manner } from './attack.ts'
import { createCredentialAttacks } from './credential-attacks.ts'
import { createSessionAttacks } from './session-attacks.ts'
import type { Stage } from './stage.ts'

type Fields = Readonly<Record<string, unknown>>

/** What hostile people have sent, and how it was answered. */
export interface CrowdFigures {
  readonly sent: ReadonlyMap<string, number>
  readonly stored: number
  readonly lost: number
  /** How often ancestors were made up beneath a known revision. */
  readonly beneathKnown: number
  /** Answers that no request may get: 5xx, or other ones than an ended sign-in or a guess may get. */
  readonly faults: readonly string[]
}

export interface Crowd {
  /** Sends until stopped, several requests at a time. Resolves when all have been answered. */
  stop(): Promise<void>
  /** From now on nothing is sent, until `go`. */
  pause(): Promise<void>
  go(): void
  readonly figures: CrowdFigures
}

/** Requests at a time. */
const breadth = 6

/**
 * Accounts of every role, and a stranger, who send what must be refused: forged revisions, foreign documents, contradictory
 * claims, removals, server-owned fields, local documents, replication logs, repetitions of what honest people sent, tokens of sign-ins
 * that have ended, guessed passwords. None of it is lawful, so that it may change nothing: claims are late or contradict themselves.
 */
export function startCrowd(parts: {
  readonly url: string
  readonly random: Random
  readonly stage: Stage
  readonly attackers: readonly Person[]
  /** Resolves at once, or when the server is back. */
  readonly whenUp: () => Promise<unknown>
}): Crowd {
  const { url, random, stage, attackers, whenUp } = parts
  const sent = new Map<string, number>()
  const faults: string[] = []
  const stranger = createClient(url)
  /** They sign in anew now and then. */
  const pickAttacker = (): { readonly userId: string; readonly ask: Ask } =>
    random.pick([...attackers, { userId: 'stranger', ask: stranger }])
  let stored = 0
  let lost = 0
  let beneathKnown = 0
  const stopping = new AbortController()
  let gate: PromiseWithResolvers<void> | undefined

  const hex = (): string =>
    Array.from({ length: 4 }, () =>
      random
        .below(2 ** 31)
        .toString(16)
        .padStart(8, '0')
    ).join('')
  const pickFrom = (list: readonly string[], otherwise: string): string =>
    list.length === 0 ? otherwise : random.pick(list)
  /** What is being written right now is what most of them aim at. */
  const target = (prefix: string, list: readonly string[], otherwise: string): string => {
    const hot = stage.hot.filter(place => place.startsWith(prefix)).map(place => place.slice(prefix.length))
    return hot.length > 0 && random.chance(0.7) ? random.pick(hot) : pickFrom(list, otherwise)
  }
  const slotId = (): string => target('slots/', stage.slotIds, `${stage.coachIds[0]}:${stage.now}`)
  const bookingId = (): string => target('bookings/', stage.bookingIds, hex())
  const generation = (): number => random.pick([1, 2, 3, 5, 40, 9_999, 1_000_000, 999_999_999])

  /** A revision that nobody has, with or without a history. */
  function forge(): Fields {
    const start = generation()
    const ids = Array.from({ length: Math.min(start, 1 + random.below(3)) }, hex)
    return random.chance(0.6)
      ? { _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }
      : { _rev: `${start}-${ids[0]}` }
  }

  /** A child of what is stored, as a replicating client would bring it. */
  async function growFrom(ask: Ask, database: string, id: string): Promise<Fields> {
    const { status, json } = await ask('GET', `/${database}/${encodeURIComponent(id)}?revs=true`)
    const known = json['_revisions'] as { readonly start: number; readonly ids: readonly string[] } | undefined
    if (status !== 200 || known === undefined) return forge()
    const ids = [hex(), ...known.ids]
    return { _rev: `${known.start + 1}-${ids[0]}`, _revisions: { start: known.start + 1, ids } }
  }

  /** A child of what is stored, beneath which the client makes up what was there before. */
  async function growBeneath(ask: Ask, database: string, id: string): Promise<Fields> {
    const grown = await growFrom(ask, database, id)
    const known = grown['_revisions'] as { readonly start: number; readonly ids: readonly string[] } | undefined
    const [own = '', base, ...beneath] = known?.ids ?? []
    if (known === undefined || base === undefined || beneath.length === 0) return grown
    beneathKnown += 1
    return { ...grown, _revisions: { start: known.start, ids: [own, base, ...beneath.map(hex)] } }
  }

  const slotOf = (id: string, more: Fields): Fields => {
    const [coachId = '', start = '0'] = id.split(':')
    return { _id: id, coachId, startsAt: Number(start), endsAt: Number(start) + slotLengthMs, ...more }
  }

  const bulk = (database: string, doc: unknown, newEdits: boolean): Attempt => [
    'POST',
    `/${database}/_bulk_docs`,
    newEdits ? { docs: [doc] } : { docs: [doc], new_edits: false }
  ]
  const revisions = (ask: Ask, database: string, id: string): Promise<Fields> =>
    random.pick([growFrom, growBeneath, () => Promise.resolve(forge())])(ask, database, id)

  const attacks: Readonly<Record<string, Attack>> = {
    ...createCredentialAttacks({ random, stage, makeHex: hex }),
    ...createSessionAttacks({
      random,
      stage,
      makeHex: hex,
      pickBookingId: bookingId,
      pickSlotId: slotId,
      forge
    }),
    'claim of a coach who is not the slot’s': async (ask, self) => {
      const id = slotId()
      const coachId = random.chance(0.5) ? self : pickFrom(stage.coachIds, self)
      const other = id.startsWith(coachId) ? self : coachId
      const wish = { coachId: other, status: 'requested', bookingId: hex(), validUntil: stage.now + 60_000 }
      return bulk('slots', slotOf(id, { ...wish, ...(await revisions(ask, 'slots', id)) }), false)
    },
    'claim that comes too late': async ask => {
      const id = slotId()
      const wish = { status: 'requested', bookingId: hex(), validUntil: stage.now - 60_000 }
      return bulk('slots', slotOf(id, { ...wish, ...(await revisions(ask, 'slots', id)) }), false)
    },
    'claim under the id of another booking': async ask => {
      const id = slotId()
      const wish = { status: 'requested', bookingId: pickFrom(stage.bookingIds, hex()), validUntil: stage.now - 60_000 }
      return bulk('slots', slotOf(id, { ...wish, ...(await revisions(ask, 'slots', id)) }), random.chance(0.3))
    },
    'slot of somebody else': async ask => {
      const id = slotId()
      const status = random.pick(['open', 'booked', 'declined'])
      const more = { status, ...(status === 'booked' ? { bookingId: bookingId() } : {}) }
      return bulk('slots', slotOf(id, { ...more, ...(await revisions(ask, 'slots', id)) }), false)
    },
    'slot of somebody else, posted to the database itself': async ask => {
      const { _revisions, ...fields } = await revisions(ask, 'slots', slotId())
      const doc = slotOf(slotId(), { status: random.pick(['open', 'booked']), bookingId: bookingId(), ...fields })
      return ['POST', '/slots', random.chance(0.7) ? doc : { ...doc, _id: undefined }]
    },
    'copies without an id': async (_, self) => {
      const doc = { kind: 'call', status: random.pick(['confirmed', 'pencilled']), slotId: slotId(), otherId: self }
      return ['POST', `/calls-${self}/_bulk_docs`, { docs: [doc, { ...doc, notes: 'forged' }] }]
    },
    'slot of somebody else under an own name': async (ask, self) => {
      const id = slotId()
      return bulk('slots', slotOf(id, { coachId: self, status: 'open', ...(await revisions(ask, 'slots', id)) }), false)
    },
    removal: async ask => {
      const id = slotId()
      return bulk('slots', { _id: id, _deleted: true, ...(await revisions(ask, 'slots', id)) }, random.chance(0.3))
    },
    'slot that takes another one’s place': async (_, self) =>
      bulk('slots', slotOf(`${self}:${stage.now + slotLengthMs * 40}`, { status: 'open', movesFrom: slotId() }), true),
    'own slot that is booked by a foreign booking': async (_, self) =>
      bulk('slots', slotOf(`${self}:${stage.now}`, { status: 'booked', bookingId: bookingId(), ...forge() }), false),
    'foreign page': async ask => {
      const id = pickFrom(stage.coachIds, 'x')
      const { json } = await ask('GET', `/users/${id}`)
      return bulk('users', { ...json, _id: id, bio: 'forged', ...(await revisions(ask, 'users', id)) }, false)
    },
    'foreign copies': async () => {
      const database = `calls-${pickFrom([...stage.coachIds, ...stage.studentIds], 'x')}`
      const doc = { _id: bookingId(), kind: 'call', status: 'confirmed', notes: 'forged', ...forge() }
      return bulk(database, doc, false)
    },
    'copy of a session that never was': async (_, self) => {
      const times = { startsAt: stage.now, endsAt: stage.now + slotLengthMs, claimedAt: 0 }
      const who = { partyRole: 'student', otherId: stage.coachIds[0], otherName: 'x', slotId: slotId(), ...times }
      return bulk(`calls-${self}`, { _id: bookingId(), kind: 'call', status: 'confirmed', ...who, ...forge() }, false)
    },
    'wish about a session of others': async (_, self) => {
      const times = { startsAt: stage.now, endsAt: stage.now + slotLengthMs, claimedAt: 0 }
      const who = { partyRole: 'coach', otherId: stage.studentIds[0], otherName: 'x', slotId: slotId(), ...times }
      const request = { kind: 'cancel', requestId: hex(), reason: 'forged', reopenSlot: true }
      return bulk(`calls-${self}`, { _id: bookingId(), kind: 'call', status: 'confirmed', ...who, request }, true)
    },
    'pencil into a foreign slot': async (_, self) => {
      const id = slotId()
      const { startsAt, endsAt } = slotOf(id, {})
      const who = {
        partyRole: 'coach',
        otherId: random.pick(stage.studentIds),
        otherName: 'x',
        slotId: id,
        claimedAt: 0
      }
      return bulk(
        `calls-${self}`,
        { _id: random.chance(0.5) ? bookingId() : hex(), kind: 'call', status: 'pencilled', startsAt, endsAt, ...who },
        true
      )
    },
    'journal and accounts': async () =>
      bulk(
        random.pick(['bookings', 'accounts', '_users']),
        { _id: bookingId(), state: 'cancelled', ...forge() },
        false
      ),
    'local documents': async (_, self) => {
      const database = random.pick(['slots', 'users', `calls-${self}`, `calls-${stage.coachIds[0]}`, 'bookings'])
      const owner = random.pick([...stage.coachIds, ...stage.studentIds])
      const id = random.pick(['checkpoint', `${owner}/checkpoint`, encodeURIComponent(`${owner}/checkpoint`), hex()])
      return [
        'PUT',
        `/${database}/_local/${id}`,
        { words: 'forged', session_id: hex(), history: [], source_last_seq: 10 ** 9 }
      ]
    },
    'whole databases': async () => [
      random.pick(['DELETE', 'PUT', 'POST']),
      random.pick([
        '/slots',
        '/users',
        '/bookings',
        '/accounts',
        '/slots/_purge',
        '/slots/_compact',
        '/_replicate',
        '/slots/_revs_limit'
      ]),
      {}
    ],
    'one document at a time': async ask => {
      const id = slotId()
      const { json } = await ask('GET', `/slots/${encodeURIComponent(id)}`)
      const { _rev: known = '1-a' } = json as { readonly _rev?: string }
      const rev = encodeURIComponent(known)
      return random.chance(0.5)
        ? ['DELETE', `/slots/${encodeURIComponent(id)}?rev=${rev}`, undefined]
        : ['PUT', `/slots/${encodeURIComponent(id)}`, { ...json, status: 'open' }]
    },
    'repetition of what another one sent': async () => {
      const once = stage.sent.length === 0 ? undefined : random.pick(stage.sent.slice(-60))
      // A claim of an honest person, word for word, would be a lawful one of the one who repeats it.
      if (once === undefined || once.doc['status'] === 'requested') return ['GET', '/slots', undefined]
      return bulk(once.database, once.doc, random.chance(0.5) || once.doc['_rev'] === undefined)
    }
  }
  const kinds = Object.keys(attacks)

  function send(manner: Manner | undefined, ask: Ask): Ask {
    const { credential } = manner ?? {}
    if (credential === undefined) return manner?.ask ?? ask
    return (method, path, body) => stranger(method, path, body, credential)
  }

  async function attack(): Promise<void> {
    const { userId, ask } = pickAttacker()
    const kind = random.pick(kinds)
    try {
      const [method, path, body, manner] = await attacks[kind]!(ask, userId)
      const { status, text } = await send(manner, ask)(method, path, body)
      sent.set(kind, (sent.get(kind) ?? 0) + 1)
      if (status >= 500 || manner?.expected.includes(status) === false)
        faults.push(`${kind}: ${method} ${path} was answered with ${status} ${text.slice(0, 200)}`)
      if (status < 300 && text.includes('"ok":true')) stored += 1
    } catch (error) {
      // The server was killed in the middle of it: all else is a fault of this crowd.
      if (!(error instanceof TypeError)) throw error
      lost += 1
      await whenUp()
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await gate?.promise
      if (stopping.signal.aborted) break
      const work = attack()
      underWay.add(work)
      await work
      underWay.delete(work)
    }
  }

  const underWay = new Set<Promise<void>>()
  const running = Array.from({ length: breadth }, run)
  const go = (): void => {
    gate?.resolve()
    gate = undefined
  }
  return {
    async stop() {
      stopping.abort()
      go()
      await Promise.all(running)
    },
    async pause() {
      gate ??= Promise.withResolvers<void>()
      await Promise.all(underWay)
    },
    go,
    figures: {
      sent,
      faults,
      get stored() {
        return stored
      },
      get lost() {
        return lost
      },
      get beneathKnown() {
        return beneathKnown
      }
    }
  }
}
