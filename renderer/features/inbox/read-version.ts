import type { Kept, KeptField, Side, ToldNotice } from '#domain/notices/notice-payload.ts'

/** What a card shows of a side. The rest is for buttons and devices. */
const shownFields = [
  'removed',
  'startsAt',
  'endsAt',
  'status',
  'satisfaction',
  'notes',
  'followUps',
  'summary',
  'actions',
  'review',
  'ticks',
  'request',
  'reason',
  'kind',
  'toSlotId',
  'moves',
  'message',
  'goals',
  'background',
  'tags',
  'agreedToLog',
  'link',
  'address',
  'whoMayBook',
  'meetingLine',
  'displayName',
  'headline',
  'bio',
  'zone',
  'policy'
] as const satisfies readonly KeptField[]

type ShownField = (typeof shownFields)[number]

/** One side of a meeting, with something that a person can read. */
export type Version = Side<ShownField>

/** Both sides of a notice, each where there is something to show. */
export interface Versions {
  readonly mine?: Version | undefined
  readonly theirs?: Version | undefined
}

export function toVersions({ mine, theirs }: Pick<ToldNotice, 'mine' | 'theirs'>): Versions {
  return { mine: toVersion(mine), theirs: toVersion(theirs) }
}

function toVersion(side: Side | undefined): Version | undefined {
  if (side?.kind !== 'fields') return side
  return shownFields.some(name => side.fields[name] !== undefined) ? side : undefined
}

/** Everything in it that a person typed, to be pasted somewhere else; empty where there is nothing. */
export function textOfSide(side: Side | undefined): string {
  if (side === undefined) return ''
  if (side.kind === 'text') return side.text
  const {
    notes,
    followUps,
    summary,
    actions = {},
    review,
    ticks = {},
    request,
    moves = [],
    reason,
    message,
    goals,
    background,
    tags,
    link,
    address,
    meetingLine,
    displayName,
    headline,
    bio
  }: Kept = side.fields
  const asked = request !== undefined && 'reason' in request ? request.reason : undefined
  const texts = [
    displayName,
    headline,
    bio,
    meetingLine,
    link,
    address,
    message,
    goals,
    background,
    tags?.join(', '),
    notes,
    summary,
    ...[...(followUps ?? []), ...Object.values(actions), ...Object.values(ticks)].map(({ text }) => `- ${text}`),
    review?.text,
    ...moves.map(move => move.reason),
    asked,
    reason
  ]
  return texts.filter(text => text !== undefined && text.trim() !== '').join('\n\n')
}
