import type { FollowUp, SessionCopy, WordField } from '../model/session-copy.ts'
import { maxFollowUps, notesMaxLength, summaryMaxLength } from '../model/limits.ts'
import { isSame } from '../rules/is-same.ts'
import { joinActions, joinTicks } from './join-actions.ts'
import { mergeTexts } from './merge-text.ts'
import { toStableText } from './stable-text.ts'
import { mergeField } from '../versions/three-way.ts'

export type Words = Partial<Pick<SessionCopy, WordField>>

/** A field that was joined, and what its person is told of: `mine` is what was typed earlier, `theirs` what stands. */
export interface JoinedField {
  readonly value: unknown
  readonly told: { readonly mine: unknown; readonly theirs: unknown } | undefined
}

/**
 * A field as text: of two that were typed at one moment the greater one counts as newer. The outcome of joining the two has to be placed
 * as the greater one was. So of follow-ups their order comes first: which are done is joined item by item.
 */
export function toOrderText(field: WordField, words: Words): string {
  const value = words[field] ?? null
  return toStableText(field === 'followUps' ? [words.followUps?.map(({ text }) => text), value] : value)
}

/** Joins one field of own words that two devices changed to different values. `newer` was typed later than `older`. */
export function joinField(field: WordField, newer: Words, older: Words, assumed: Words | undefined): JoinedField {
  switch (field) {
    case 'actions': {
      const { value, lost } = joinActions(newer.actions ?? {}, older.actions ?? {}, assumed?.actions ?? {})
      return { value, told: lost }
    }
    case 'ticks':
      return { value: joinTicks(newer.ticks ?? {}, older.ticks ?? {}, assumed?.ticks), told: undefined }
    default: {
      const { value, complete } = join(field, newer, older, assumed)
      // Also where both are kept: the document says now what neither side had written.
      const isOnes = isSame(value, newer[field]) || isSame(value, older[field])
      return { value, told: complete && isOnes ? undefined : { mine: older[field], theirs: value } }
    }
  }
}

/** `complete`: the value still says everything that both sides had said. */
interface Joined {
  readonly value: unknown
  readonly complete: boolean
}

function join(
  field: Exclude<WordField, 'actions' | 'ticks'>,
  newer: Words,
  older: Words,
  assumed: Words | undefined
): Joined {
  switch (field) {
    case 'notes':
      return joinTexts(newer.notes, older.notes, notesMaxLength)
    case 'summary':
      return joinTexts(newer.summary, older.summary, summaryMaxLength)
    case 'followUps':
      return joinFollowUps(newer.followUps ?? [], older.followUps ?? [], assumed?.followUps ?? [])
    case 'review':
      return joinReviews(newer, older)
    default:
      return { value: newer[field] ?? older[field], complete: newer[field] === undefined || older[field] === undefined }
  }
}

function joinTexts(newer: string | undefined, older: string | undefined, maxLength: number): Joined {
  const both = mergeTexts(newer ?? '', older ?? '', maxLength)
  return both === undefined ? { value: newer, complete: false } : { value: both, complete: true }
}

function joinReviews({ review: newer }: Words, { review: older }: Words): Joined {
  if (newer === undefined || older === undefined) return { value: newer ?? older, complete: true }
  const text = mergeTexts(newer.text, older.text, notesMaxLength)
  return {
    value: { ...newer, text: text ?? newer.text },
    complete: text !== undefined && newer.score === older.score
  }
}

/**
 * The newer list, then what only the older one has; where the older has all of it and more, the order is the older's. An item is done
 * as the side says that changed it, and where both made it, as soon as one says so.
 */
function joinFollowUps(newer: readonly FollowUp[], older: readonly FollowUp[], assumed: readonly FollowUp[]): Joined {
  const [first, second] = hasAll(older, newer) && !hasAll(newer, older) ? [older, newer] : [newer, older]
  const joined = first.map(item => {
    const other = findItem(second, item)
    if (other === undefined) return item
    const done = mergeField(findItem(assumed, item)?.done, item.done, other.done)
    return { ...item, done: done.kind === 'settled' ? done.value === true : item.done || other.done }
  })
  const all = [...joined, ...second.filter(item => findItem(first, item) === undefined)]
  return { value: all.slice(0, maxFollowUps), complete: all.length <= maxFollowUps }
}

function hasAll(items: readonly FollowUp[], others: readonly FollowUp[]): boolean {
  return others.every(item => findItem(items, item) !== undefined)
}

function findItem(items: readonly FollowUp[], { text }: FollowUp): FollowUp | undefined {
  return items.find(item => item.text === text)
}
