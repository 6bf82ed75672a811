import { describe, expect, test } from 'vitest'
import { mergeRelation } from '#domain/merge/merge-relation.ts'
import { createRelationId, type Relation, relationSchema } from '#domain/model/relation.ts'
import { isSessionCopyId } from '#domain/model/session-copy.ts'
import { judgeClaim } from '#domain/rules/judge-claim.ts'
import { endOtherSide, endRelation, judgeRelation } from '#domain/rules/judge-relation.ts'
import { mayInvite } from '#domain/rules/may-invite.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import {
  absent,
  buildClaim,
  buildClaimContext,
  buildProfile,
  coachId,
  deleted,
  live,
  now,
  otherCoachId,
  student,
  studentId
} from '../builders.ts'

const relation: Relation = {
  id: createRelationId(studentId),
  kind: 'relation',
  partyRole: 'coach',
  otherId: studentId,
  otherName: 'Sam Student',
  otherZone: 'Europe/Berlin',
  since: now - 1_000
}
const ofStudent: Relation = {
  ...relation,
  id: createRelationId(coachId),
  partyRole: 'student',
  otherId: coachId,
  otherName: 'Carla Coach'
}
const ended = endRelation(relation, 'coach', now)
const there = <T>(value: T) => ({ deleted: false, value })
const judge = (pushed: Relation, current: Relation = relation, base: 'current' | 'stale' = 'current') =>
  judgeRelation(pushed, { current: live(current), base, now })

describe('the document', () => {
  test('RL1 says nothing but who, in which zone, since when, and who ended it', () => {
    expect(relationSchema.parse(ended)).toEqual(ended)
    expect(relationSchema.safeParse({ ...relation, otherPhone: '+41446681800' }).success).toBe(false)
    expect(isSessionCopyId(relation.id)).toBe(false)
  })
})

describe('what it counts for', () => {
  const coach = buildProfile({ whoMayBook: 'my-students' })

  test.each([
    [true, 'granted'],
    [false, 'refused'],
    [undefined, 'refused']
  ] as const)('RL2 BL1 own students alone: who has accepted an invitation (%s) is %s', (isRelated, kind) => {
    const context = buildClaimContext({ coach, ...(isRelated === undefined ? {} : { isRelated }) })
    expect(judgeClaim(student, buildClaim(), context)).toMatchObject({ kind })
  })

  test('RL2 BL4 whom the coach has blocked it helps nothing, with the same answer', () => {
    const context = buildClaimContext({ coach, isRelated: true, isBlocked: true })
    expect(judgeClaim(student, buildClaim(), context)).toEqual({ kind: 'refused', reason: 'by-arrangement' })
  })
})

describe('ending it', () => {
  test('RL3 either party ends it: whose database it is in says who, and the server’s clock when', () => {
    for (const stored of [relation, ofStudent]) {
      const by = stored.partyRole
      expect(judge({ ...stored, ended: { by: 'coach', at: 1 } }, stored)).toEqual({
        kind: 'adjusted',
        effect: { put: { ...stored, ended: { by, at: now } } }
      })
    }
  })

  test('RL3 nothing else of it is a party’s: what stands stays', () => {
    for (const forged of [
      { otherName: 'Boss' },
      { since: 1 },
      { partyRole: 'student' },
      { otherId: otherCoachId }
    ] as const)
      expect(judge({ ...relation, ...forged })).toEqual({ kind: 'adjusted', effect: { put: relation } })
    expect(judge(relation)).toEqual({ kind: 'accepted', effect: { put: relation } })
  })

  test('RL3 one that ended stays ended, by whoever was first', () => {
    const { ended: _ended, ...begunAgain } = ended
    expect(judge(begunAgain, ended)).toMatchObject({ effect: { put: ended } })
    expect(judge({ ...ended, ended: { by: 'student', at: 1 } }, ended)).toMatchObject({ effect: { put: ended } })
  })

  test('RL3 nobody makes one, and what was built on an older state is merged first', () => {
    expect(judgeRelation(relation, { current: absent, base: 'none', now })).toEqual({
      kind: 'rejected',
      reason: 'not-yours-to-create'
    })
    expect(judgeRelation(ended, { current: deleted, base: 'none', now })).toMatchObject({ kind: 'rejected' })
    expect(judge(ended, relation, 'stale')).toEqual({ kind: 'conflict' })
  })

  test('RL3 the other party’s document says the same, unless it is of another time or ended already', () => {
    expect(endOtherSide(live(ofStudent), ended)).toEqual({ ...ofStudent, ended: ended.ended })
    const others = [absent, deleted, live({ ...ofStudent, since: now }), live(endRelation(ofStudent, 'student', 1))]
    for (const other of others) expect(endOtherSide(other, ended)).toBeUndefined()
    expect(endOtherSide(live(ofStudent), relation)).toBeUndefined()
  })
})

describe('two states of it', () => {
  const merge = (server: Relation, local: Relation, more: object = {}) =>
    mergeRelation({ assumed: there(relation), server: there(server), local: there(local), now, ...more })

  test('MG24 everything is the server’s, but for an ending that it has not heard of', () => {
    const renamed = { ...relation, otherName: 'Sam Married' }
    expect(merge(renamed, relation).resolved).toEqual(there(renamed))
    expect(merge(renamed, ended).resolved).toEqual(there({ ...renamed, ended: ended.ended }))
    const byStudent = endRelation(relation, 'student', 5)
    expect(merge(byStudent, ended).resolved).toEqual(there(byStudent))
    expect(merge(relation, ended, { reason: 'malformed' }).resolved).toEqual(there(relation))
  })

  test('MG24 an ending of before does not end what was begun anew since', () => {
    const again = { ...relation, since: now }
    expect(merge(again, ended).resolved).toEqual(there(again))
  })

  test('SB3 SB4 after a set-back an ending is sent again, and what the server lost leaves the device', () => {
    const recall = { userId: coachId, occasion: 'once', now }
    const known = (local: Relation, server: Relation | undefined) => ({
      local: there(local),
      isUnsent: false,
      server: server === undefined ? absent : live(server)
    })
    expect(recallCopy(known(ended, relation), recall).local).toEqual(there(ended))
    expect(recallCopy(known(relation, ended), recall).local).toEqual(there(ended))
    expect(recallCopy(known(relation, undefined), recall)).toMatchObject({ local: { deleted: true }, notices: [] })
  })
})

describe('who invites', () => {
  const right = (role: 'coach' | 'student' | 'none', isAdmin = false, whose?: string) => ({
    role,
    isAdmin,
    ...(whose === undefined ? {} : { coachId: whose })
  })

  test('RL4 a coach invites own students and nobody else', () => {
    const coach = { userId: coachId, role: 'coach', isAdmin: false } as const
    expect(mayInvite(coach, right('student', false, coachId))).toBe(true)
    for (const wanted of [
      right('student', false, otherCoachId),
      right('student'),
      right('student', true, coachId),
      right('coach'),
      right('coach', false, coachId),
      right('none', true)
    ])
      expect(mayInvite(coach, wanted)).toBe(false)
  })

  test('RL4 whoever administers invites for any role that leaves something to do; students invite nobody', () => {
    const admin = { userId: 'admin0000001', role: 'none', isAdmin: true } as const
    for (const wanted of [right('coach'), right('coach', true), right('none', true), right('student', false, coachId)])
      expect(mayInvite(admin, wanted)).toBe(true)
    expect(mayInvite(admin, right('none'))).toBe(false)
    expect(mayInvite(admin, right('coach', false, coachId))).toBe(false)
    expect(mayInvite({ userId: studentId, role: 'student', isAdmin: false }, right('student', false, studentId))).toBe(
      false
    )
  })
})
