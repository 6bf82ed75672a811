import { assertNever } from '#domain/assert-never.ts'
import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'

/**
 * Whether something that its person did was not applied, or not as they did it, so that they have to decide what becomes of it.
 * The rest is news: it may be read, and nothing was lost.
 */
export function needsDecision(notice: Notice): boolean {
  switch (notice.topic) {
    case 'session-added':
    case 'session-booked':
    case 'session-moved':
    case 'session-cancelled':
    case 'session-shared':
    case 'slot-opened':
    case 'reset-link-made':
    case 'password-reset':
    case 'newer':
      return false
    case 'words-merged':
      return !keepsBoth(notice)
    case 'claim-lost':
    case 'pencil-lost':
    case 'request-refused':
    case 'slot-booked-meanwhile':
    case 'edit-met-deletion':
    case 'write-refused':
    case 'withdrawn-late':
    case 'server-set-back':
    case 'session-forgotten':
      return true
    default:
      return assertNever(notice.topic)
  }
}

/** Of words that met: whether what stands still says everything that the other side had said (MG6). */
export function keepsBoth(notice: Notice): boolean {
  const told = readNotice(notice)
  if (told.topic !== 'words-merged' || notice.subject.collection !== 'calls') return false
  // Nobody can say it of words that this version cannot read.
  if (told.mine?.kind === 'text' || told.theirs?.kind === 'text') return false
  const { followUps = [], notes, summary, actions = {}, review, goals, background, ...others } = fieldsOf(told.mine)
  const stands = fieldsOf(told.theirs)
  const texts = (stands.followUps ?? []).map(({ text }) => text)
  return (
    (notes === undefined || holds(stands.notes, notes)) &&
    (summary === undefined || holds(stands.summary, summary)) &&
    Object.entries(actions).every(([id, { text }]) => holds(stands.actions?.[id]?.text, text)) &&
    followUps.every(({ text }) => texts.includes(text)) &&
    (review === undefined || (review.score === stands.review?.score && holds(stands.review.text, review.text))) &&
    (goals === undefined || holds(stands.goals, goals)) &&
    (background === undefined || holds(stands.background, background)) &&
    // Of two scores, tags, or ways to meet one stands alone.
    Object.values(others).every(value => value === undefined)
  )
}

function holds(text: string | undefined, part: string): boolean {
  return text?.includes(part) ?? false
}
