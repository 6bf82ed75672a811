import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { kinds } from '#server/gate/kinds/kinds.ts'
import type { Pushed } from '#server/gate/kinds/write-kind.ts'

const calls = createCallsName('coach')
const slotId = 'coach:2027-03-01T08:00Z'

const samples: readonly (readonly [string, string, Pushed['doc']])[] = [
  ['slot', 'slots', { _id: slotId, status: 'open' }],
  ['slot', 'slots', { _id: slotId, status: 'declined' }],
  ['slot', 'slots', { _id: slotId, status: 'booked' }],
  ['slot', 'slots', { _id: slotId }],
  ['slot', 'slots', { _id: slotId, _deleted: true }],
  ['slot', 'slots', { _id: slotId, _deleted: true, status: 'requested' }],
  ['claim', 'slots', { _id: slotId, status: 'requested' }],
  ['pencil', calls, { _id: 'booking', status: 'pencilled' }],
  ['copy', calls, { _id: 'booking', status: 'confirmed' }],
  ['copy', calls, { _id: 'booking' }],
  ['copy', calls, { _id: 'booking', _deleted: true, status: 'pencilled' }],
  ['notice', calls, { _id: 'notice:booking' }],
  ['notice', calls, { _id: 'notice:booking', status: 'pencilled' }],
  ['notice', calls, { _id: 'notice:booking', _deleted: true }],
  ['busy', calls, { _id: 'busy:file', kind: 'busy' }],
  ['busy', calls, { _id: 'busy:file', status: 'pencilled' }],
  ['busy', calls, { _id: 'busy:other', _deleted: true }],
  ['busy', calls, { _id: 'busy:link', kind: 'busy' }],
  ['busy-link', calls, { _id: 'busy-link', kind: 'busy-link' }],
  ['busy-link', calls, { _id: 'busy-link', status: 'pencilled' }],
  ['busy-link', calls, { _id: 'busy-link', _deleted: true }],
  ['block-list', calls, { _id: 'blocks' }],
  ['block-list', calls, { _id: 'blocks', _deleted: true, status: 'pencilled' }],
  ['how-we-meet', calls, { _id: 'meeting:coach' }],
  ['how-we-meet', calls, { _id: 'meeting:coach', status: 'pencilled' }],
  ['watch', calls, { _id: 'watch:1', kind: 'watch' }],
  ['watch', calls, { _id: 'watch:1', status: 'pencilled' }],
  ['watch', calls, { _id: 'watch:1', _deleted: true }],
  ['dossier', calls, { _id: 'dossier:student', kind: 'dossier' }],
  ['dossier', calls, { _id: 'dossier:student', status: 'pencilled' }],
  ['dossier', calls, { _id: 'dossier:student', _deleted: true }],
  ['offered', calls, { _id: 'offered:2026-11', kind: 'offered' }],
  ['offered', calls, { _id: 'offered:2026-11', status: 'pencilled' }],
  ['offered', calls, { _id: 'offered:2026-11', _deleted: true }],
  ['relation', calls, { _id: 'relation:student', kind: 'relation' }],
  ['relation', calls, { _id: 'relation:student', status: 'pencilled' }],
  ['relation', calls, { _id: 'relation:student', _deleted: true }],
  ['profile', 'users', { _id: 'coach' }],
  ['profile', 'users', { _id: 'coach', _deleted: true }]
]

const actor = { userId: 'coach', role: 'coach' } as const

function listKinds(database: string, doc: Pushed['doc']): readonly string[] {
  const pushed = { actor, database, newEdits: true, doc, keptFields: [] }
  return Object.entries(kinds).flatMap(([name, kind]) => (kind.recognises(pushed) ? [name] : []))
}

it.each(samples)('one kind recognises a document: %s in %s, %j', (name, database, doc) => {
  expect(listKinds(database, doc)).toEqual([name])
})

it('no kind recognises a document of another person or of a database of the server', () => {
  for (const database of [createCallsName('student'), 'bookings', 'accounts']) {
    expect(listKinds(database, { _id: 'booking', status: 'pencilled' })).toEqual([])
  }
})

it('every kind is a file of its own name', () => {
  const folder = path.join(import.meta.dirname, '../../../../../sync-server/gate/kinds')
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(Object.keys(kinds).map(name => `${name}.ts`)))
})
