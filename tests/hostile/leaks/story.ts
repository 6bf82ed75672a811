import { createHash } from 'node:crypto'
import { actionOf } from '#domain/model/action-id.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import { createWatchId } from '#domain/model/watch.ts'
import { createRelationId } from '#domain/model/relation.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { openPolicy } from '../../chaos/people.ts'
import { pushDocument } from '../../chaos/push.ts'
import { openFeed } from '../../support/feed-reader.ts'
import { bearer } from '../../support/http-client.ts'
import { claimDoc, dayMs, hourMs, pencilDoc, slotDoc } from '../../support/gate-world.ts'
import { readOffered } from '../../support/read-offered.ts'
import type { PushedDocument } from '#server/gate/gate-contract.ts'
import { createStopLinks } from '#server/mail/stop-links.ts'
import type { TestServer } from '../../support/test-server.ts'
import { addPlayer, cast, type CastName, type Player } from './cast.ts'
import { pry, readRevisions } from './pry.ts'
import type { Received, Secret } from './secrets.ts'
import { listServerSecrets, serverSecret } from './server-secrets.ts'

export interface Told {
  readonly players: readonly Player[]
  readonly secrets: readonly Secret[]
  /** What everybody was sent since the numbers of called-off sessions ended, asking for all of it once more. */
  readonly late: readonly Received[]
  /** Everybody asks for everything once more. */
  pryAll(): Promise<void>
  close(): Promise<void>
}

const toId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const nobody: ReadonlySet<string> = new Set()
/** A number that a student changes to in the middle of the story. */
const newPhone = '+41792220099'
/** Numbers that two people change to after the only session that they had was called off. */
export const laterPhones = { kingfisher: '+41791110088', sumac: '+41792220088' } as const

/** Whoever could read one of these in slots would know whose slots belong together (SR3). */
/** What the requests of one action on a series begin with. */
export const seriesAction = actionOf(toId('sorrel weekly moved'))
export const seriesIds = { sorrel: toId('series of sorrel'), kingfisher: toId('series of kingfisher') } as const

/** Until when, and on which clock, a student waits; and what it is called: nobody can ask for the second one who has not read it. */
export const waited = { until: 1_915_487_654_321, zone: 'Antarctica/Troll' } as const
const pried = createWatchId(toId('what everybody asks for'))
const unguessed = createWatchId(toId('what nobody can ask for'))

/** When a coach has no time, and the name of the file that said so. */
const busySource = 'night shifts of Ottoline.ics'
const busyAt = 1_915_481_234_567
/** What a coach keeps of a student (DO1). */
const dossier = {
  goals: 'to forgive her brother',
  background: 'grew up above the tannery',
  tag: 'tannery ward',
  editedAt: 1_511_481_234_567
} as const

/** Whom a coach invites, as the coach says. */
const invitedLabels = ['the widow from the choir', 'her cousin with the boat'] as const

/** Of a network where nobody answers: the server looks at it, and asks nobody. */
const calendarUrl = 'http://10.87.65.43/private-vetiver/basic.ics'

function busyDoc(startsAt: number): PushedDocument {
  const intervals = [{ startsAt, endsAt: startsAt + hourMs }]
  return {
    _id: busyTimesId,
    kind: 'busy',
    intervals,
    source: startsAt === busyAt ? busySource : 'x.ics',
    importedAt: startsAt
  }
}

/** Who has, or has had, a session with whom. */
const sessions: readonly (readonly [CastName, CastName])[] = [
  ['kestrel', 'sorrel'],
  ['kingfisher', 'sorrel'],
  ['kestrel', 'saffron'],
  ['kingfisher', 'senna'],
  // Called off at once: nothing that comes later is for them.
  ['kingfisher', 'sumac']
]
function partnersOf(name: string): ReadonlySet<string> {
  const shared = sessions.filter(parties => parties.some(party => party === name)).flat()
  return new Set(shared.filter(party => party !== name))
}

/** Coaches and students book, lose, cancel, write and move on, with every feed open, and everybody pries all the while. */
export async function tellStory(test: TestServer): Promise<Told> {
  const players: Player[] = []
  for (const { name } of cast) players.push(await addPlayer(test, name))
  const find = (name: CastName): Player => {
    const player = players.find(one => one.name === name)
    if (player === undefined) throw new Error(name)
    return player
  }
  const [kestrel, kingfisher] = [find('kestrel'), find('kingfisher')]
  // What anybody can know: whoever asks for an id gets it back.
  const ids = [kestrel.userId, kingfisher.userId]
  const first = Math.ceil(test.clock.now / hourMs) * hourMs + 2 * dayMs

  const feeds = await Promise.all(
    players.flatMap(({ proxy, userId, tokens, name }) => {
      const databases = name === 'warden' ? [] : ['users', 'slots', createCallsName(userId)]
      const paths = databases.map(db => `/${db}/_changes?feed=continuous&include_docs=true&since=0&heartbeat=true`)
      return ['/_db_updates?feed=continuous&heartbeat=true', ...paths].map(path =>
        openFeed(proxy.url + path, bearer(tokens[0] ?? ''))
      )
    })
  )

  async function pryAll(): Promise<void> {
    await test.server.bookings.idle()
    await test.server.mail?.idle()
    for (const player of players) await pry(player, players, ids)
    // Everybody opens the own link: the log must not know it.
    for (const player of players) {
      const link = toSecrets(player).find(({ kind }) => kind === 'stop link')
      await player.ask('GET', `/_mail/reminders/${link?.text ?? ''}`)
    }
  }

  async function pryIntoThePast(): Promise<void> {
    for (const player of players) await readRevisions(player, ids)
  }

  async function book(student: CastName, coach: Player, hour: number, message?: string): Promise<string> {
    const bookingId = toId(`${student} ${hour}`)
    await pushDocument(
      find(student).ask,
      'slots',
      claimDoc(coach.userId, first + hour * hourMs, bookingId, test.clock.now, message === undefined ? {} : { message })
    )
    ids.push(bookingId)
    return bookingId
  }

  async function pencil(coach: Player, student: CastName, hour: number): Promise<void> {
    const bookingId = toId(`${coach.name} pencils ${student} ${hour}`)
    const doc = pencilDoc(coach.userId, first + hour * hourMs, find(student).userId, bookingId)
    await pushDocument(coach.ask, createCallsName(coach.userId), doc)
    ids.push(bookingId)
  }

  /** Three weeks of a student, with each road that a claim can take, and three of a coach who pencils; what the coach knows of it is planted in slots. */
  async function bookSeries(): Promise<void> {
    const week = 7 * dayMs
    const docs = (place: (position: number) => PushedDocument) => [1, 2, 3].map(place)
    for (const coach of [kestrel, kingfisher]) {
      const after = coach === kestrel ? 0 : 4 * hourMs
      for (const slot of docs(position => slotDoc(coach.userId, first + position * week + after))) {
        ids.push(slot._id)
        await pushDocument(coach.ask, 'slots', slot)
      }
    }
    const claims = docs(position =>
      claimDoc(kestrel.userId, first + position * week, toId(`sorrel weekly ${position}`), test.clock.now, {
        series: { id: seriesIds.sorrel, position }
      })
    )
    const [alone, ...together] = claims
    const hash = toId('a revision of a replica')
    const replica = { ...alone, _rev: `3-${hash}`, _revisions: { start: 3, ids: [hash] } }
    await find('sorrel').ask('POST', '/slots/_bulk_docs', { docs: [replica], new_edits: false })
    await find('sorrel').ask('POST', '/slots/_bulk_docs', { docs: together })
    // Others ask for the same hours, and are refused.
    for (const claim of claims)
      await find('saffron').ask('POST', '/slots/_bulk_docs', {
        docs: [{ ...claim, bookingId: toId(`late ${claim._id}`), series: undefined }]
      })
    const pencils = docs(position =>
      pencilDoc(
        kingfisher.userId,
        first + position * week + 4 * hourMs,
        find('sorrel').userId,
        toId(`sorrel pencilled ${position}`),
        {
          series: { id: seriesIds.kingfisher, position }
        }
      )
    )
    await kingfisher.ask('POST', `/${createCallsName(kingfisher.userId)}/_bulk_docs`, { docs: pencils })
    const planted = slotDoc(kestrel.userId, first + 5 * week, { series: { id: seriesIds.sorrel, position: 5 } })
    for (const more of [{}, { status: 'declined' }])
      await kestrel.ask('POST', '/slots/_bulk_docs', { docs: [{ ...planted, ...more }] })
    ids.push(planted._id, ...claims.map(({ bookingId }) => String(bookingId)), ...pencils.map(({ _id }) => _id))
  }

  /** Two of the weeks are moved together: what their requests have in common says which sessions belong together. */
  async function moveSeries(): Promise<void> {
    for (const position of [2, 3]) {
      const toSlotId = `${kestrel.userId}:${first + position * 7 * dayMs + hourMs}`
      const requestId = seriesAction + toId(`moved ${position}`).slice(seriesAction.length)
      const request = { kind: 'reschedule', requestId, toSlotId, reason: '', makesSlot: true }
      await write(kestrel, toId(`sorrel weekly ${position}`), { request })
      ids.push(toSlotId)
    }
  }

  /** Changes the own copy of a session, as a device does. */
  async function write(player: Player, bookingId: string, fields: object): Promise<void> {
    await test.server.bookings.idle()
    const database = createCallsName(player.userId)
    const { json } = await player.ask('GET', `/${database}/${bookingId}`)
    const row = await pushDocument(player.ask, database, { _id: bookingId, ...json, ...fields })
    if (row.kind === 'refused') throw new Error(`${player.name}: ${row.reason}`)
  }

  /** A coach has hours, and times in which nothing may be filled: what comes of them is public, they are not (AV10). */
  async function setHours(): Promise<void> {
    const { json } = await kestrel.ask('GET', `/users/${kestrel.userId}`)
    const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, starts: [60, 180], generation: '0000000a' }))
    const availability = { weekly, overrides: [], weeksAhead: 1, skips: [] }
    await kestrel.ask('PUT', `/users/${kestrel.userId}`, { ...json, availability })
    await pushDocument(kestrel.ask, createCallsName(kestrel.userId), busyDoc(busyAt))
    const linkDoc = { _id: busyLinkId, kind: 'busy-link', url: calendarUrl, askedAt: 1 }
    await pushDocument(kestrel.ask, createCallsName(kestrel.userId), linkDoc)
    // Nobody else's to write, and an answer does not say what is there.
    for (const other of players) {
      await other.ask('PUT', `/${createCallsName(kestrel.userId)}/${busyLinkId}`, {
        ...linkDoc,
        url: 'http://10.0.0.1/'
      })
      await other.ask('PUT', `/${createCallsName(kestrel.userId)}/${busyTimesId}`, busyDoc(1))
      await other.ask('POST', `/${createCallsName(other.userId)}/_bulk_docs`, { docs: [busyDoc(1)] })
    }
    ids.push(busyTimesId, busyLinkId)
  }

  /** A student waits for slots, and others try to be the ones who do. */
  async function waitForSlots(): Promise<void> {
    const sorrel = find('sorrel')
    const watch = (id: string, more: object = {}) => ({ _id: id, kind: 'watch', ...waited, madeAt: 1, ...more })
    const database = createCallsName(sorrel.userId)
    const made = [watch(unguessed, { coachId: kingfisher.userId }), watch(pried)]
    await sorrel.ask('POST', `/${database}/_bulk_docs`, { docs: made })
    for (const other of players.filter(player => player !== sorrel)) {
      const forged = { ...watch(pried), until: 1, zone: 'UTC' }
      await other.ask('PUT', `/${database}/${encodeURIComponent(pried)}`, forged)
      await other.ask('POST', `/${database}/_bulk_docs`, { docs: [{ ...forged, _rev: '9-a' }], new_edits: false })
      await other.ask('DELETE', `/${database}/${encodeURIComponent(pried)}?rev=1-a`)
    }
    // Somebody who waits for the same thing under the same id, of which nobody is told.
    await find('saffron').ask('POST', `/${createCallsName(find('saffron').userId)}/_bulk_docs`, {
      docs: [{ ...watch(pried), until: test.clock.now + 1, zone: 'UTC' }]
    })
    ids.push(pried)
  }

  /** A coach writes of a student; others push to the same id, the students too, and an answer does not say what is there. */
  async function keepDossier(): Promise<void> {
    // Of nobody in the story: whoever asks for an id gets it back.
    const _id = 'dossier:studentofadossier'
    const { tag, ...words } = dossier
    const doc = { _id, kind: 'dossier', ...words, tags: [tag], agreedToLog: true }
    await pushDocument(kestrel.ask, createCallsName(kestrel.userId), doc)
    for (const other of players) {
      const theirs = { _id, kind: 'dossier', goals: 'x', editedAt: 1 }
      await other.ask('PUT', `/${createCallsName(kestrel.userId)}/${_id}`, theirs)
      await other.ask('POST', `/${createCallsName(other.userId)}/_bulk_docs`, { docs: [theirs] })
    }
    ids.push(_id)
  }

  /** What the server has recorded of a coach's slots (IN7): each start is public, and what it was then is not. Others push there, too. */
  async function listOffered(): Promise<readonly string[]> {
    const records = await readOffered(test.server.databases, kestrel.userId)
    for (const other of players) {
      for (const { id, ...record } of records) {
        const forged = { _id: id, ...record, booked: [1], open: [2] }
        await other.ask('PUT', `/${createCallsName(kestrel.userId)}/${id}`, forged)
        await other.ask('POST', `/${createCallsName(other.userId)}/_bulk_docs`, { docs: [forged] })
      }
    }
    ids.push(...records.map(({ id }) => id))
    const lists = records.flatMap(({ booked, open }) => [booked, open]).filter(({ length }) => length > 1)
    if (lists.length === 0) throw new Error('nothing was offered')
    return lists.map(starts => JSON.stringify(starts))
  }

  /** A coach invites two: one link is used by a student who knows the coach anyway, the other one by nobody. */
  async function inviteTwo(): Promise<readonly string[]> {
    const tokens: string[] = []
    for (const label of invitedLabels) {
      const { json } = await kingfisher.ask('POST', '/_invitations', { label })
      tokens.push(String(json['link']).split('#')[1] ?? '')
      ids.push((json['invitation'] as { readonly id: string }).id)
    }
    const [used = ''] = tokens
    await find('sumac').ask('POST', '/_links/look', { token: used })
    await find('sumac').ask('POST', '/_links/accept', { token: used })
    for (const player of players) {
      await player.ask('POST', '/_links/accept', { token: used })
      for (const id of ids.slice(-2)) {
        await player.ask('DELETE', player === kingfisher ? '/_invitations/x' : `/_invitations/${id}`)
        await player.ask('POST', '/_links/look', { token: id })
      }
    }
    ids.push(createRelationId(kingfisher.userId))
    return tokens
  }

  for (const coach of [kestrel, kingfisher]) {
    const { json } = await coach.ask('GET', `/users/${coach.userId}`)
    await coach.ask('PUT', `/users/${coach.userId}`, { ...json, policy: openPolicy, bio: 'open to all' })
    for (const hour of [0, 2, 4]) {
      const slot = slotDoc(coach.userId, first + hour * hourMs)
      ids.push(slot._id)
      await pushDocument(coach.ask, 'slots', slot)
    }
  }
  const room = 'https://meet.example/aerie-seven'
  const address = 'Falconer Yard 7, third bell'
  const blockedId = 'studentwhoisblocked'
  const own = (coach: Player, doc: { readonly _id: string; readonly [field: string]: unknown }) =>
    pushDocument(coach.ask, createCallsName(coach.userId), doc)
  await own(kestrel, { _id: `meeting:${kestrel.userId}`, kind: 'meeting', way: 'link', link: room, address })
  await own(kestrel, { _id: 'blocks', kind: 'blocks', studentIds: [blockedId] })
  ids.push('blocks', `meeting:${kestrel.userId}`)
  await waitForSlots()
  await keepDossier()
  const tokens = await inviteTwo()
  await setHours()
  const message = 'please do not call before the funeral'
  const lostMessage = 'we could talk about the inheritance'
  const withSorrel = await book('sorrel', kestrel, 0, message)
  await book('saffron', kestrel, 0, lostMessage)
  await book('sumac', kestrel, 0)
  const cancelled = await book('saffron', kestrel, 2)
  const withSenna = await book('senna', kingfisher, 0)
  await book('sorrel', kingfisher, 4)
  await book('sumac', kingfisher, 0)
  const calledOff = await book('sumac', kingfisher, 2)
  await test.server.bookings.idle()
  await pryAll()
  const reason = 'my grandmother is ill'
  await write(find('saffron'), cancelled, {
    request: { kind: 'cancel', requestId: toId('cancel'), reason, reopenSlot: true }
  })
  await write(find('sumac'), calledOff, {
    request: { kind: 'cancel', requestId: toId('at once'), reason: '', reopenSlot: true }
  })
  const moved = 'the train is late on Mondays'
  const toSlotId = createSlotId(kestrel.userId, first + 2 * hourMs)
  await write(find('sorrel'), withSorrel, {
    request: { kind: 'reschedule', requestId: toId('reschedule'), toSlotId, reason: moved }
  })
  await pencil(kestrel, 'saffron', 4)
  await pencil(kingfisher, 'senna', 4)
  await bookSeries()
  await moveSeries()
  await pryAll()
  await find('sorrel').ask('PUT', '/_account', { phone: newPhone })
  for (const name of ['kingfisher', 'sumac'] as const) {
    await find(name).ask('PUT', '/_account', { phone: laterPhones[name] })
  }
  await makeMistakes(players, ids)
  await pryAll()

  test.clock.now = first + 6 * hourMs
  await test.server.bookings.countOffered()
  const offered = await listOffered()
  for (const player of players) await player.signInAgain()
  const notes = 'she doubts herself more than she says'
  const review = 'he listened for once'
  const outcome = { kind: 'outcome', requestId: toId('outcome'), outcome: 'completed' }
  const summary = 'we spoke about the night before the verdict'
  const [forStudent, forCoach] = ['write the letter to the aunt', 'ask a colleague about such letters']
  const [studentsId, coachsId] = [toId('action of sorrel'), toId('action of kestrel')]
  const action = { madeAt: first, editedAt: first, dueDate: '2031-03-04' }
  await write(kestrel, withSorrel, {
    notes,
    paid: false,
    satisfaction: 2,
    followUps: [{ text: `${notes}!`, done: false }],
    summary,
    actions: {
      [studentsId]: { ...action, text: forStudent, owner: 'student' },
      [coachsId]: { ...action, text: forCoach, owner: 'coach', dueDate: '2033-07-08' }
    },
    request: outcome
  })
  const ticked = 'write the letter, as it was once called'
  await write(find('sorrel'), withSorrel, {
    ticks: { [studentsId]: { doneAt: first, editedAt: first, text: ticked } }
  })
  await write(find('sorrel'), withSorrel, { review: { score: 4, text: review } })
  await write(kingfisher, withSenna, { request: { ...outcome, requestId: toId('no-show'), outcome: 'no-show' } })
  await pryAll()
  await pryIntoThePast()

  test.clock.now += 8 * dayMs
  for (const player of players) await player.signInAgain()
  await test.server.bookings.forgetPhones()
  const known = new Map(players.map(({ name, proxy }) => [name, proxy.received().length]))
  await pryAll()
  await pryIntoThePast()
  const late = players.map(({ name, proxy }) => ({ reader: name, bytes: proxy.received().slice(known.get(name)) }))

  const typed: readonly Secret[] = [
    { owner: 'kestrel', kind: 'notes', text: notes, mayReach: nobody },
    { owner: 'kestrel', kind: 'payment', text: '"paid":false', mayReach: nobody },
    { owner: 'kestrel', kind: 'summary', text: summary, mayReach: new Set(['sorrel']) },
    { owner: 'kestrel', kind: 'action', text: forStudent, mayReach: new Set(['sorrel']) },
    { owner: 'kestrel', kind: 'action', text: studentsId, mayReach: new Set(['sorrel']) },
    { owner: 'kestrel', kind: 'action', text: '2031-03-04', mayReach: new Set(['sorrel']) },
    { owner: 'kestrel', kind: 'own action', text: forCoach, mayReach: nobody },
    { owner: 'kestrel', kind: 'own action', text: coachsId, mayReach: nobody },
    { owner: 'kestrel', kind: 'own action', text: '2033-07-08', mayReach: nobody },
    { owner: 'sorrel', kind: 'tick', text: ticked, mayReach: new Set(['kestrel']) },
    { owner: 'kestrel', kind: 'place', text: room, mayReach: new Set(['sorrel', 'saffron']) },
    { owner: 'kestrel', kind: 'place', text: address, mayReach: nobody },
    { owner: 'kestrel', kind: 'block', text: blockedId, mayReach: nobody },
    { owner: 'kestrel', kind: 'busy times', text: busySource, mayReach: nobody },
    { owner: 'kestrel', kind: 'busy times', text: String(busyAt), mayReach: nobody },
    { owner: 'kestrel', kind: 'calendar address', text: 'private-vetiver', mayReach: nobody },
    { owner: 'kestrel', kind: 'calendar address', text: '10.87.65.43', mayReach: nobody },
    ...[String(waited.until), waited.zone, unguessed].map(
      (text): Secret => ({ owner: 'sorrel', kind: 'watch', text, mayReach: nobody })
    ),
    ...[dossier.goals, dossier.background, dossier.tag, String(dossier.editedAt)].map(
      (text): Secret => ({ owner: 'kestrel', kind: 'dossier', text, mayReach: nobody })
    ),
    ...offered.map((text): Secret => ({ owner: 'kestrel', kind: 'offered', text, mayReach: nobody })),
    ...[...tokens, ...tokens.map(token => token.split('.')[1] ?? ''), ...invitedLabels].map(
      (text): Secret => ({ owner: 'kingfisher', kind: 'invitation', text, mayReach: nobody })
    ),
    { owner: 'sorrel', kind: 'message', text: message, mayReach: new Set(['kestrel']) },
    { owner: 'saffron', kind: 'message', text: lostMessage, mayReach: nobody },
    { owner: 'sorrel', kind: 'review', text: review, mayReach: new Set(['kestrel']) },
    { owner: 'sorrel', kind: 'reason', text: moved, mayReach: new Set(['kestrel']) },
    { owner: 'saffron', kind: 'reason', text: reason, mayReach: new Set(['kestrel']) },
    { owner: 'sorrel', kind: 'phone', text: newPhone, mayReach: partnersOf('sorrel') },
    { owner: 'sorrel', kind: 'series', text: seriesIds.sorrel, mayReach: new Set(['kestrel']) },
    { owner: 'sorrel', kind: 'series', text: seriesAction, mayReach: new Set(['kestrel']) },
    { owner: 'kingfisher', kind: 'series', text: seriesIds.kingfisher, mayReach: new Set(['sorrel']) },
    { owner: 'sumac', kind: 'phone', text: laterPhones.sumac, mayReach: nobody },
    { owner: 'kingfisher', kind: 'phone', text: laterPhones.kingfisher, mayReach: new Set(['sorrel', 'senna']) }
  ]
  return {
    players,
    secrets: [...players.flatMap(toSecrets), ...typed, ...listServerSecrets()],
    late,
    pryAll,
    async close() {
      for (const feed of feeds) feed.close()
      for (const { proxy } of players) await proxy.dispose()
    }
  }
}

/** Wrong passwords, forged documents, documents for other people's databases: answers quote what they were asked. */
async function makeMistakes(players: readonly Player[], ids: readonly string[]): Promise<void> {
  for (const { ask, name, userId } of players) {
    for (const other of players) {
      await ask('POST', '/_session', { name: other.name, password: `not of ${name}` })
      const theirs = createCallsName(other.userId)
      await ask('POST', `/${theirs}/_bulk_docs`, { docs: [{ _id: ids.at(-1), kind: 'call' }] })
      await ask('PUT', `/users/${other.userId}`, { displayName: 'Mine now' })
    }
    const own = createCallsName(userId)
    const forged = ids.map(id => ({ _id: id, kind: 'call', status: 'confirmed', otherId: userId, notes: 'forged' }))
    await ask('POST', `/${own}/_bulk_docs`, { docs: forged })
    await ask('POST', `/${own}/_bulk_docs`, { docs: forged.map(doc => ({ ...doc, _rev: '9-a' })), new_edits: false })
    await ask('PUT', '/_account', { phone: 'not a number', displayName: '' })
    await ask('PUT', '/_account/password', { currentPassword: 'wrong', newPassword: 'wrong too' })
    await ask('GET', '/%')
  }
}

function toSecrets({ name, userId }: Player): readonly Secret[] {
  const person = cast.find(one => one.name === name)
  if (person === undefined) throw new Error(name)
  const { displayName, phone, email, role } = person
  const mayReach = partnersOf(name)
  // A coach's page is public, and with it the name and the id. Whoever administers knows who has an account.
  const publicly = role === 'coach' ? new Set<string>(cast.map(one => one.name)) : new Set([...mayReach, 'warden'])
  return [
    { owner: name, kind: 'phone', text: phone, mayReach },
    { owner: name, kind: 'name', text: displayName, mayReach: publicly },
    { owner: name, kind: 'id', text: userId, mayReach: publicly },
    { owner: name, kind: 'e-mail', text: email, mayReach: nobody },
    {
      owner: name,
      kind: 'stop link',
      text: createStopLinks(serverSecret).make({ id: userId, email }),
      mayReach: nobody
    },
    { owner: name, kind: 'sign-in name', text: name, mayReach: new Set(['warden']) }
  ]
}
