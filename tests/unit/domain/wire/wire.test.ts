import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { accountChangeSchema, ownAccountSchema, signInsSchema } from '#domain/wire/account.ts'
import { couchErrorSchema, listWrongFields } from '#domain/wire/errors.ts'
import {
  allDocsSchema,
  changesWithDocsSchema,
  databaseInfoSchema,
  writtenRowsSchema
} from '#domain/wire/replication.ts'
import { issuedTokensSchema, signedInSchema } from '#domain/wire/sign-in.ts'
import { upSchema, welcomeSchema } from '#domain/wire/welcome.ts'

const tokens = { token: 't', expiresAt: 1, renewalToken: 'r', renewableUntil: 2 }
const person = { displayName: 'Carla C.', phone: '+41446681800', zone: 'Europe/Zurich' }
const signedIn = { ...tokens, ...person, name: 'carla', roles: ['coach'], userId: 'u0000001' }

/** One answer for each schema, as servers of 0.1.0 give it where they do. */
const answers: readonly (readonly [string, z.ZodType, object])[] = [
  ['tokens', issuedTokensSchema, tokens],
  ['a sign-in', signedInSchema, signedIn],
  ['the own account', ownAccountSchema, person],
  ['sign-ins', signInsSchema, { signIns: [{ id: 's', createdAt: 1, usedAt: 2, agent: '', isThisDevice: true }] }],
  ['a welcome', welcomeSchema, { features: [], vendor: { name: 'CoachDesk' } }],
  ['a state', upSchema, { status: 'ok' }],
  ['an error', couchErrorSchema, { error: 'bad_request', reason: 'phone: is not a phone number' }],
  ['a database', databaseInfoSchema, { doc_count: 1, update_seq: 7 }],
  ['rows', allDocsSchema, { rows: [{ key: 'a', value: { rev: '1-a' }, doc: { _id: 'a' } }] }],
  ['changes', changesWithDocsSchema, { results: [{ id: 'a', doc: { _id: 'a' } }], last_seq: '7-x', set_back: {} }]
]

describe('what a device reads', () => {
  it.each(answers)('%s is read with fields that a later version adds, and not without its own', (_, schema, answer) => {
    expect(schema.safeParse(answer).success).toBe(true)
    expect(schema.safeParse({ ...answer, addedLater: { n: 1 } }).success).toBe(true)
    expect(schema.safeParse({}).success).toBe(false)
  })

  it('rows of writes are read with fields that a later version adds', () => {
    const rows = [
      { ok: true, id: 'a', rev: '1-a', addedLater: 1 },
      { id: 'b', error: 'forbidden', reason: 'slot-taken', addedLater: 1 }
    ]
    expect(writtenRowsSchema.safeParse(rows).success).toBe(true)
    expect(writtenRowsSchema.safeParse([{ id: 'b' }]).success).toBe(false)
  })
})

describe('what a server takes', () => {
  it('a change of the account has no field that it does not know', () => {
    expect(accountChangeSchema.safeParse({ zone: 'Europe/Zurich' }).success).toBe(true)
    expect(accountChangeSchema.safeParse({ zone: 'Europe/Zurich', role: 'admin' }).success).toBe(false)
  })
})

describe('which fields are wrong', () => {
  it.each([
    [{ fields: ['phone', 'zone'] }, ['phone', 'zone']],
    [{ fields: [] }, []],
    // 0.1.0 says it in the reason alone.
    [{ reason: 'phone: is not a phone number; zone: is not one' }, ['phone']],
    [{ reason: 'body.docs.0: is malformed' }, []],
    [{ reason: 'invalid_json' }, []]
  ])('%j', (said, expected) => {
    expect(listWrongFields({ error: 'bad_request', reason: 'x', ...said })).toEqual(expected)
  })
})
