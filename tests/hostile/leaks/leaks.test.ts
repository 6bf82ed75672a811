import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { printFigures } from '../../chaos/counts.ts'
import { createClient } from '../../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../../support/test-server.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { cast } from './cast.ts'
import { findLeaks, type Received, type Secret } from './secrets.ts'
import { askedNonce, otherAddress, serverAddress, serverSecret } from './server-secrets.ts'
import type { StoredDocument } from '#server/storage/document-store.ts'
import { laterPhones, seriesAction, seriesIds, tellStory, type Told, waited } from './story.ts'

let test: TestServer
let told: Told
let mails: MailServer
/** The secret part of the link that makes the first account. */
let setUp: Secret
beforeAll(async () => {
  mails = await startMailServer()
  const attemptLimits = { windowMs: 60_000, perAddress: 10_000, perName: 10_000 }
  test = await startTestServer({
    createBookingsEngine,
    attemptLimits,
    quotas: unboundedQuotas,
    settings: {
      secret: serverSecret,
      addresses: [serverAddress],
      mail: { smtpUrl: mails.smtpUrl, from: 'desk@leaks.example', url: serverAddress }
    }
  })
  const setUpToken = new URL(test.server.setUpUrl ?? '').hash.slice(1)
  setUp = { owner: 'the server', kind: 'key', text: setUpToken, mayReach: new Set() }
  // Whoever started the server looks at its link, and makes the accounts in another way.
  const looked = await createClient(test.url)('POST', '/_links/look', { token: setUpToken })
  expect(looked.json).toMatchObject({ kind: 'set-up' })
  const story = await tellStory(test)
  // It lies about afterwards, and somebody tries it.
  for (const { ask } of story.players) {
    for (const path of ['/_links/look', '/_links/set-up', `/_links/look?token=${setUpToken}`])
      await ask('POST', path, { token: setUpToken })
  }
  await story.pryAll()
  told = { ...story, secrets: [...story.secrets, setUp] }
})
afterAll(async () => {
  const kilobytes = Math.round(listReceived().reduce((sum, { bytes }) => sum + bytes.length, 0) / 1_000)
  await told.close()
  await test.remove()
  await mails.stop()
  const figures = {
    mails: mails.taken.length,
    people: told.players.length,
    secrets: told.secrets.length,
    kilobytes,
    'log lines': test.log.length
  }
  printFigures('leaks', figures)
})

function listReceived(): readonly Received[] {
  return told.players.map(({ name, proxy }) => ({ reader: name, bytes: proxy.received() }))
}

/** Each mail, as whoever it went to reads it. */
function listMails(): readonly Received[] {
  return mails.taken.map(({ recipients, subject = '', text = '', attachments, raw }) => ({
    reader: cast.find(({ email }) => recipients.includes(email))?.name ?? `nobody, ${recipients.join(' ')}`,
    bytes: [subject, text, ...attachments.map(({ content }) => content.toString('utf8')), raw].join('\n')
  }))
}

const stopLinkOf = (name: string): string =>
  told.secrets.find(({ kind, owner }) => kind === 'stop link' && owner === name)?.text ?? ''

async function findDatabasesWith(text: string): Promise<readonly string[]> {
  const { databases } = test.server
  const holding = new Set<string>()
  for (const name of await databases.list()) {
    const store = await databases.open(name)
    for await (const doc of store.all()) if (JSON.stringify(doc).includes(text)) holding.add(name)
  }
  return [...holding]
}

describe('what goes over the wire', () => {
  it('PJ2 holds nothing of a person but for that person and the other party of a session', () => {
    expect(findLeaks(listReceived(), told.secrets)).toEqual([])
  })

  it('holds what the two parties must know of each other', () => {
    const received = listReceived()
    const bytesOf = (name: string): string => received.find(({ reader }) => reader === name)?.bytes ?? ''
    expect(bytesOf('sorrel')).toContain('+41791110001')
    expect(bytesOf('kestrel')).toContain('Zephyrine Quill')
    expect(bytesOf('kestrel')).toContain('+41792220099')
    expect(bytesOf('kestrel')).toContain('the train is late on Mondays')
    expect(bytesOf('saffron')).toContain('session-added')
    expect(bytesOf('senna')).not.toContain('session-added')
    expect(bytesOf('kestrel')).toContain('my grandmother is ill')
    expect(bytesOf('kestrel')).toContain('please do not call before the funeral')
    expect(bytesOf('sorrel')).toContain('please do not call before the funeral')
    expect(bytesOf('sorrel')).toContain('https://meet.example/aerie-seven')
    expect(bytesOf('kestrel')).toContain('studentwhoisblocked')
    expect(bytesOf('kestrel')).toContain('he listened for once')
    // What nobody was sent would be kept from everybody: both have the summary, the student's action and its tick.
    for (const kind of ['summary', 'action', 'tick'] as const)
      for (const { text } of told.secrets.filter(secret => secret.kind === kind))
        for (const name of ['kestrel', 'sorrel']) expect(bytesOf(name)).toContain(text)
    for (const { text } of told.secrets.filter(({ kind }) => kind === 'own action'))
      expect(bytesOf('kestrel')).toContain(text)
    for (const { text } of told.secrets.filter(({ kind }) => kind === 'offered'))
      expect(bytesOf('kestrel')).toContain(text)
    const readers = told.players.map(({ name }) => name).filter(name => bytesOf(name).includes('session-shared'))
    expect(readers).toEqual(['sorrel'])
    // It proves itself to everybody, for its own address.
    expect(bytesOf('warden')).toContain('"signature":')
  })

  it('WL1 holds what a student waits for, and what opened for it, for that student alone, and in no other database', async () => {
    const readersOf = (text: string) =>
      listReceived()
        .filter(({ bytes }) => bytes.includes(text))
        .map(({ reader }) => reader)
    for (const { text } of told.secrets.filter(({ kind }) => kind === 'watch')) {
      expect(readersOf(text)).toEqual(['sorrel'])
      const owner = told.players.find(({ name }) => name === 'sorrel')
      expect(await findDatabasesWith(text)).toEqual([createCallsName(owner?.userId ?? '')])
    }
    // Sorrel was told of slots, and nobody else that anybody was.
    expect(readersOf('"topic":"slot-opened"')).toEqual(['sorrel'])
  })

  it('AV10 holds a coach’s busy times for that coach alone, and they are in no database but the own one', async () => {
    const [, time] = told.secrets.filter(({ kind }) => kind === 'busy times')
    const readers = listReceived().filter(({ bytes }) => bytes.includes(time?.text ?? 'nothing'))
    expect(readers.map(({ reader }) => reader)).toEqual(['kestrel'])
    const owner = told.players.find(({ name }) => name === 'kestrel')
    expect(await findDatabasesWith(time?.text ?? 'nothing')).toEqual([createCallsName(owner?.userId ?? '')])
  })

  it('BU2 holds the address of a coach’s calendar for that coach alone, in no database but the own one', async () => {
    const owner = told.players.find(({ name }) => name === 'kestrel')
    for (const { text } of told.secrets.filter(({ kind }) => kind === 'calendar address')) {
      const readers = listReceived().filter(({ bytes }) => bytes.includes(text))
      expect(readers.map(({ reader }) => reader)).toEqual(['kestrel'])
      expect(await findDatabasesWith(text)).toEqual([createCallsName(owner?.userId ?? '')])
    }
  })

  it('PH2 PH3 holds no number of a session that was called off a week ago, and no later one at any time', () => {
    const bytesOf = (received: readonly Received[], name: string): string =>
      received.find(({ reader }) => reader === name)?.bytes ?? ''
    const numbers = { kingfisher: '+41791110002', sumac: '+41792220004' }
    for (const [name, other] of [
      ['sumac', 'kingfisher'],
      ['kingfisher', 'sumac']
    ] as const) {
      // It was there, and it is asked for by every road.
      expect(bytesOf(listReceived(), name)).toContain(numbers[other])
      expect(bytesOf(told.late, name).length).toBeGreaterThan(5_000)
      expect(bytesOf(told.late, name)).not.toContain(numbers[other])
      expect(bytesOf(listReceived(), name)).not.toContain(laterPhones[other])
    }
    // Those who met go on knowing each other.
    expect(bytesOf(told.late, 'senna')).toContain(laterPhones.kingfisher)
  })

  it('SR3 holds a series for its two people alone, and nothing of it in any slot', async () => {
    const bytesOf = (name: string): string => listReceived().find(({ reader }) => reader === name)?.bytes ?? ''
    for (const [series, readers] of [
      [seriesIds.sorrel, ['kestrel', 'sorrel']],
      [seriesIds.kingfisher, ['kingfisher', 'sorrel']],
      // Weeks that were moved together have nothing in common for others, either.
      [seriesAction, ['kestrel', 'sorrel']]
    ] as const) {
      expect(
        told.players
          .map(({ name }) => name)
          .filter(name => bytesOf(name).includes(series))
          .toSorted()
      ).toEqual(readers)
    }
    const slots = await test.server.databases.open('slots')
    const docs: StoredDocument[] = []
    for await (const doc of slots.all()) docs.push(doc)
    const trees = await Promise.all(docs.map(async ({ _id }) => [...(await slots.readAncestry(_id))]))
    expect(docs.length).toBeGreaterThan(9)
    expect(JSON.stringify([docs, trees])).not.toMatch(
      new RegExp(`series|${[seriesAction, ...Object.values(seriesIds)].join('|')}`)
    )
    // A booked slot says its hours, its coach and a random id, and nothing else.
    const fields = docs.filter(doc => doc['status'] === 'booked').flatMap(doc => Object.keys(doc))
    const expected = ['_id', '_rev', 'bookingId', 'coachId', 'endsAt', 'startsAt', 'status']
    expect([...new Set(fields)].toSorted()).toEqual(expected)
  })

  it('ML4 holds in mail nothing for others, and nobody’s number, notes, summary, action, message or dossier', () => {
    const received = listMails()
    expect(new Set(received.map(({ reader }) => reader))).toContain('kestrel')
    expect(new Set(received.map(({ reader }) => reader))).toContain('sorrel')
    // A link lets its coach's name in, and a reason the other one's words: that is what mail is for.
    expect(received.some(({ bytes }) => bytes.includes('Zephyrine Quill'))).toBe(true)
    expect(findLeaks(received, told.secrets)).toEqual([])
    const never = [
      'phone',
      'notes',
      'summary',
      'action',
      'own action',
      'tick',
      'review',
      'message',
      'dossier',
      'offered',
      'password'
    ]
    const secrets = told.secrets.filter(({ kind }) => never.includes(kind))
    expect(secrets.length).toBeGreaterThan(20)
    // Not even their owner gets them by mail.
    expect(
      findLeaks(
        received.map(({ bytes }) => ({ reader: 'a mail', bytes })),
        secrets.map(secret => ({ ...secret, mayReach: new Set<string>() }))
      )
    ).toEqual([])
  })

  it('JO2 holds nothing of the set-up link, and neither does any database', async () => {
    expect(setUp.text).toMatch(/^[\w-]{43}$/)
    expect(findLeaks([...listReceived(), ...listMails()], [setUp])).toEqual([])
    expect(await findDatabasesWith(setUp.text)).toEqual([])
  })

  it('a leak that is planted is found', async () => {
    const slots = await test.server.databases.open('slots')
    await slots.write(
      [
        {
          _id: 'planted',
          note: `call 792220001 or zq@quill.example ${serverSecret} ${seriesIds.sorrel} ${waited.zone} ${stopLinkOf('sorrel')} ${setUp.text}`
        }
      ],
      {
        newEdits: true
      }
    )
    await told.pryAll()
    const leaks = findLeaks(listReceived(), told.secrets)
    expect(leaks).toContain('phone of sorrel reached saffron')
    expect(leaks).toContain('e-mail of sorrel reached kestrel')
    expect(leaks).toContain('key of the server reached kestrel')
    expect(findLeaks(listReceived(), [setUp])).toContain('key of the server reached saffron')
    expect(leaks).toContain('series of sorrel reached saffron')
    expect(leaks).toContain('watch of sorrel reached saffron')
    expect(leaks).toContain('stop link of sorrel reached saffron')
    expect(leaks).not.toContain('phone of sorrel reached warden')
  })
})

describe('the log', () => {
  it('holds nothing of anybody: no name, number, word, password or token', () => {
    const bytes = test.log.join('')
    const texts = [
      ...told.secrets.map(({ text }) => text),
      ...told.players.flatMap(({ name, tokens }) => [...tokens, passwordOf(name)]),
      'Bearer',
      askedNonce,
      serverAddress,
      otherAddress,
      'eyJ'
    ]
    expect(test.log.length).toBeGreaterThan(1_000)
    expect(texts.filter(text => bytes.includes(text))).toEqual([])
  })
})
