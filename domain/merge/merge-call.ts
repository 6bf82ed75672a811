import type { Call, FollowUp, PartyOwned } from '../model/call.ts'
import { createNoticeId, type Notice, type NoticeTopic } from '../model/notice.ts'
import { notesMaxLength } from '../model/primitives.ts'
import { isSame } from '../rules/is-same.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeTexts } from './merge-text.ts'
import { mergeField } from './three-way.ts'

const maxFollowUps = 50
const wordFields = ['satisfaction', 'notes', 'followUps', 'review'] as const
type WordField = (typeof wordFields)[number]
type Words = Partial<Pick<Call, WordField>>

/**
 * Merges two states of a party's copy of a booking (MG6, MG7, MG10). Server-owned fields are the server's. Own words
 * are merged field by field; where both sides changed one, the order is that of the typing, not of the arrival.
 */
export function mergeCall(meeting: Meeting<Call>): Merged<Call> {
  const { assumed, server, local, reason } = meeting
  if (isSame(local, server)) return { resolved: server, notices: [] }
  const typed = pickChanged(local.value, assumed?.value)
  if (local.deleted) return { resolved: server, notices: [] }
  if (server.deleted) return keepServer(meeting, typed, 'edit-met-deletion')
  if (reason !== undefined) return keepServer(meeting, typed, 'write-refused')
  return mergeWords(meeting)
}

/** The server's state stands; what was typed goes to the inbox. */
function keepServer(meeting: Meeting<Call>, typed: Partial<PartyOwned>, topic: NoticeTopic): Merged<Call> {
  const lost = Object.keys(typed).length > 0
  return { resolved: meeting.server, notices: lost ? [createWordsNotice(meeting, topic, typed, {})] : [] }
}

function mergeWords(meeting: Meeting<Call>): Merged<Call> {
  const server = meeting.server.value
  const local = meeting.local.value
  const assumed = meeting.assumed?.value
  const localIsNewer = isNewer(local, server)
  const words: Record<string, unknown> = {}
  const lost: Record<string, unknown> = {}
  const kept: Record<string, unknown> = {}
  for (const field of wordFields) {
    const outcome = mergeField<Call[WordField]>(assumed?.[field], server[field], local[field])
    if (outcome.kind === 'settled') {
      words[field] = outcome.value
      continue
    }
    const [newer, older] = localIsNewer ? [local, server] : [server, local]
    const both = joinField(field, newer, older)
    words[field] = both.value
    if (!both.complete) {
      lost[field] = older[field]
      kept[field] = newer[field]
    }
  }
  const request = mergeField(assumed?.request, server.request, local.request)
  const value = withoutUndefined({
    ...server,
    ...words,
    request: request.kind === 'settled' ? request.value : local.request,
    wordsEditedAt: laterOf(server.wordsEditedAt, local.wordsEditedAt)
  }) as Call
  const notices = Object.keys(lost).length > 0 ? [createWordsNotice(meeting, 'words-merged', lost, kept)] : []
  return { resolved: { deleted: false, value }, notices }
}

/** Which of two states was typed later; where the stamps are equal, any order that both devices agree on. */
function isNewer(local: Call, server: Call): boolean {
  const difference = (local.wordsEditedAt ?? 0) - (server.wordsEditedAt ?? 0)
  if (difference !== 0) return difference > 0
  return JSON.stringify(pickWords(local)) > JSON.stringify(pickWords(server))
}

/** `complete`: the value still says everything that both sides had said. */
function joinField(
  field: WordField,
  newer: Call,
  older: Call
): { readonly value: unknown; readonly complete: boolean } {
  switch (field) {
    case 'notes': {
      const both = mergeTexts(newer.notes ?? '', older.notes ?? '', notesMaxLength)
      return both === undefined ? { value: newer.notes, complete: false } : { value: both, complete: true }
    }
    case 'followUps':
      return joinFollowUps(newer.followUps ?? [], older.followUps ?? [])
    case 'review': {
      if (newer.review === undefined || older.review === undefined)
        return { value: newer.review ?? older.review, complete: true }
      const text = mergeTexts(newer.review.text, older.review.text, notesMaxLength)
      const sameScore = newer.review.score === older.review.score
      return { value: { ...newer.review, text: text ?? newer.review.text }, complete: text !== undefined && sameScore }
    }
    default:
      return { value: newer[field] ?? older[field], complete: newer[field] === undefined || older[field] === undefined }
  }
}

function joinFollowUps(newer: readonly FollowUp[], older: readonly FollowUp[]) {
  const missing = older.filter(item => !newer.some(known => known.text === item.text))
  const all = [...newer, ...missing]
  return { value: all.slice(0, maxFollowUps), complete: all.length <= maxFollowUps }
}

function createWordsNotice(
  { local, server, reason, now }: Meeting<Call>,
  topic: NoticeTopic,
  mine: Partial<PartyOwned>,
  theirs: Words
): Notice {
  const { id, slotId, startsAt, otherName } = local.value
  return {
    id: createNoticeId(
      topic,
      id,
      String(Math.min(stampOf(local.value), topic === 'words-merged' ? stampOf(server.value) : stampOf(local.value)))
    ),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason }),
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    otherName,
    mine: JSON.stringify(mine),
    theirs: JSON.stringify(theirs),
    dismissed: false
  }
}

function stampOf(call: Call): number {
  return call.wordsEditedAt ?? 0
}

function pickWords(call: Call): Words {
  return Object.fromEntries(wordFields.map(field => [field, call[field]])) as Words
}

/** The party's fields that differ from what the server was believed to hold. */
function pickChanged(local: Call, assumed: Call | undefined): Partial<PartyOwned> {
  const fields = [...wordFields, 'request'] as const
  return Object.fromEntries(
    fields
      .filter(field => local[field] !== undefined && !isSame(local[field], assumed?.[field]))
      .map(field => [field, local[field]])
  )
}

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

function withoutUndefined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
