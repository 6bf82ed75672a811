import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createAuditLog } from '#server/audit/audit-log.ts'
import { stateOf } from '#server/joining/invitation.ts'
import {
  createInvitations,
  maxMadeInvitations,
  maxMailedInvitations,
  type Invitations
} from '#server/joining/invitations.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../../../support/start-source.ts'

const coach = { userId: 'coach00000001', role: 'coach', isAdmin: false } as const
const wanted = { role: 'student', isAdmin: false, coachId: coach.userId, by: coach } as const
const databases = createMemoryDatabases(systemStarts)
const clock = { now: Date.UTC(2027, 2, 1) }
const parts = { now: () => clock.now, randomBytes: (length: number) => new Uint8Array(randomBytes(length)) }

async function open(key: string): Promise<Invitations> {
  const audit = createAuditLog({ store: await databases.open('audit'), ...parts })
  const store = await databases.open('invitations')
  return createInvitations({ store, audit, commit: documents => databases.commitTogether(documents), key, ...parts })
}

async function make(invitations: Invitations, more: object = {}) {
  const made = await invitations.create({ ...wanted, ...more })
  if (!made.ok) throw new Error(made.why)
  return made
}

it('JO12 no invitation of before works once the data folder was put back from a copy; it stays in the list', async () => {
  const before = await open('a key')
  const { token, invitation } = await make(before)
  expect((await before.find(token))?.id).toBe(invitation.id)
  const after = await open('another key')
  expect(await after.find(token)).toBeUndefined()
  expect(await after.list(coach.userId)).toMatchObject([{ id: invitation.id }])
})

it('JO5 the link of one that is mailed can be made again until it is sent, and is another’s for nobody', async () => {
  const invitations = await open('a key')
  const [one, two] = [await make(invitations, { address: 'a@b.example' }), await make(invitations)]
  expect(invitations.mailToken(one.invitation)).toBe(one.token)
  expect((await invitations.find(one.token))?.id).toBe(one.invitation.id)
  expect(await invitations.find(invitations.mailToken(two.invitation))).toBeUndefined()
  expect(await invitations.find(one.token.replace(one.invitation.id, two.invitation.id))).toBeUndefined()
})

it('JO5 a clock that was set back before it was made does not lengthen it', async () => {
  const { invitation } = await make(await open('a key'))
  expect([invitation.madeAt - 1, invitation.madeAt, invitation.validUntil].map(at => stateOf(invitation, at))).toEqual([
    'expired',
    'open',
    'expired'
  ])
})

it('JO6 so many are mailed for one person within a day; a link to copy is made all the same', async () => {
  const invitations = await open('a key')
  const by = { ...coach, userId: 'coach00000009' }
  const address = { by, coachId: by.userId, address: 'a@b.example' }
  for (let n = 0; n < maxMailedInvitations; n += 1) await make(invitations, address)
  expect(await invitations.create({ ...wanted, ...address })).toEqual({ ok: false, why: 'too-many' })
  await make(invitations, { by, coachId: by.userId })
  clock.now += 86_400_001
  await make(invitations, address)
})

it('JO6 whoever makes and withdraws them time and again comes to an end that day, and the audit log keeps what was before', async () => {
  const invitations = await open('a key')
  const by = { ...coach, userId: 'coach00000010' }
  const own = { by, coachId: by.userId }
  for (let n = 0; n < maxMadeInvitations; n += 1) {
    const { invitation } = await make(invitations, own)
    await invitations.revoke(invitation.id, { userId: by.userId, isAdmin: false })
  }
  expect(await invitations.create({ ...wanted, ...own })).toEqual({ ok: false, why: 'too-many' })
  clock.now += 86_400_001
  await make(invitations, own)
})
