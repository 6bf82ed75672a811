import {
  type PartyOwned,
  type SessionCopy,
  sessionCopySchema,
  type WordField,
  wordFields
} from '../model/session-copy.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { isSame } from '../rules/is-same.ts'
import { toKeptReason } from '../model/reasons.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { toSeriesNotice } from '../notices/series-notice.ts'
import { joinField, toOrderText, type Words } from './join-words.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions, pickFields } from './merge-across-versions.ts'
import { toStableText } from './stable-text.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { mergeField } from '../versions/three-way.ts'

type WordsTopic = 'words-merged' | 'edit-met-deletion' | 'write-refused'

/**
 * Merges two states of a party's copy of a booking (MG3, MG5, MG6, MG7, MG10). Server-owned fields are the server's. Own words
 * are merged field by field; where both sides changed one, the order is that of the typing, not of the arrival.
 */
export const mergeSessionCopy = mergeAcrossVersions<SessionCopy>(
  {
    collection: 'calls',
    schema: sessionCopySchema,
    pickTyped: call => pickFields(call, [...wordFields, 'request']),
    describe: ({ id, slotId, startsAt, otherName }) => ({ slotId, bookingId: id, startsAt, otherName })
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<SessionCopy>): Merged<SessionCopy> {
  const { server, local, reason } = meeting
  if (local.deleted || isSame(local, server)) return { resolved: server, notices: [] }
  if (isLostPencil(meeting)) return losePencil(meeting)
  if (server.deleted) return keepServer(meeting, 'edit-met-deletion')
  if (reason !== undefined) return keepServer(meeting, 'write-refused')
  return mergeWords(meeting)
}

/** A pencilled booking that the server refused, or knows as lost. */
function isLostPencil({ server, local, reason }: Meeting<SessionCopy>): boolean {
  if (local.value.status !== 'pencilled') return false
  return server.deleted ? reason !== undefined : server.value.status === 'declined'
}

/** The online booking stands, and the coach is told (MG3). Where the student holds the slot already, nothing was lost but words. */
function losePencil(meeting: Meeting<SessionCopy>): Merged<SessionCopy> {
  const { server, local, now } = meeting
  const reason = meeting.reason ?? (server.deleted ? undefined : server.value.decline?.reason)
  const { resolved, notices: words } = keepServer(meeting, 'write-refused')
  if (reason === 'already-yours') return { resolved, notices: words }
  const { id, slotId, startsAt, otherName } = local.value
  // The server makes the same one of its journal.
  const lost: Notice = {
    id: createNoticeId('pencil-lost', id, 'once'),
    kind: 'notice',
    topic: 'pencil-lost',
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    ...(otherName === '' ? {} : { otherName }),
    dismissed: false
  }
  const { series, otherId } = local.value
  return { resolved, notices: [series === undefined ? lost : toSeriesNotice(lost, series, otherId), ...words] }
}

/** The server's state stands; what was typed and is not in it goes to the inbox. */
function keepServer(meeting: Meeting<SessionCopy>, topic: Exclude<WordsTopic, 'words-merged'>): Merged<SessionCopy> {
  const typed = pickLost(meeting)
  const lost = Object.keys(typed).length > 0
  return { resolved: meeting.server, notices: lost ? [createWordsNotice(meeting, topic, typed, {})] : [] }
}

function mergeWords(meeting: Meeting<SessionCopy>): Merged<SessionCopy> {
  const server = meeting.server.value
  const local = meeting.local.value
  const assumed = meeting.assumed?.value
  const words: Record<string, unknown> = {}
  const lost: Record<string, unknown> = {}
  const kept: Record<string, unknown> = {}
  for (const field of wordFields) {
    const outcome = mergeField<SessionCopy[WordField]>(assumed?.[field], server[field], local[field])
    if (outcome.kind === 'settled') {
      words[field] = outcome.value
      continue
    }
    const [newer, older] = isNewer(field, local, server) ? [local, server] : [server, local]
    const both = joinField(field, newer, older, assumed)
    words[field] = both.value
    if (both.told !== undefined) {
      lost[field] = both.told.mine
      kept[field] = both.told.theirs
    }
  }
  // The server keeps less of a request than was sent (RS16): by its id it is the same one, and is not sent again.
  const isSameRequest = server.request !== undefined && server.request.requestId === local.request?.requestId
  const request = isSameRequest
    ? ({ kind: 'settled', value: server.request } as const)
    : mergeField(assumed?.request, server.request, local.request)
  // The server's stamp stands with the server's words: a device whose clock runs ahead would send its own for ever.
  const isServers = wordFields.every(field => isSame(words[field], server[field]))
  const value = withoutUndefined({
    ...server,
    ...words,
    request: request.kind === 'settled' ? request.value : local.request,
    wordsEditedAt: isServers ? server.wordsEditedAt : laterOf(server.wordsEditedAt, local.wordsEditedAt)
  }) as SessionCopy
  const notices = Object.keys(lost).length > 0 ? [createWordsNotice(meeting, 'words-merged', lost, kept)] : []
  return { resolved: { deleted: false, value }, notices }
}

/** Which of two states was typed later; where the stamps are equal, an order of the texts that both devices agree on. */
function isNewer(field: WordField, local: SessionCopy, server: SessionCopy): boolean {
  const difference = stampOf(local) - stampOf(server)
  if (difference !== 0) return difference > 0
  return toOrderText(field, local) > toOrderText(field, server)
}

function createWordsNotice(
  { local, server, reason, now }: Meeting<SessionCopy>,
  topic: WordsTopic,
  mine: Partial<PartyOwned>,
  theirs: Words
): Notice {
  const { id, slotId, startsAt, otherName } = local.value
  const typedAt =
    topic === 'words-merged' ? Math.min(stampOf(local.value), stampOf(server.value)) : stampOf(local.value)
  return {
    id: createNoticeId(topic, id, `${typedAt}-${fingerprintText(toStableText(mine))}`),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    otherName,
    ...writeKept(topic, { mine, theirs }),
    dismissed: false
  }
}

function stampOf(call: SessionCopy): number {
  return call.wordsEditedAt ?? 0
}

/** The party's fields that were changed here and that the server's state does not hold. */
function pickLost({ assumed, server, local }: Meeting<SessionCopy>): Partial<PartyOwned> {
  const held = server.deleted ? undefined : server.value
  const fields = [...wordFields, 'request'] as const
  return Object.fromEntries(
    fields
      .filter(field => local.value[field] !== undefined)
      .filter(field => !isSame(local.value[field], assumed?.value[field]) && !isSame(local.value[field], held?.[field]))
      .map(field => [field, local.value[field]])
  )
}

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}
