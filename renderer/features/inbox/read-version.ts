import { fieldsOf, type Kept, type KeptField, type Side, type ToldNotice } from '#domain/notices/notice-payload.ts'

/** What a card shows of a side. The rest is for buttons and devices. Nothing that a person typed is kept and not shown. */
const isShown = {
  removed: true,
  id: false,
  coachId: false,
  startsAt: true,
  endsAt: true,
  status: true,
  bookingId: false,
  validUntil: false,
  movesFrom: false,
  movesMakingId: false,
  makingId: false,
  decline: false,
  message: true,
  satisfaction: true,
  notes: true,
  followUps: true,
  summary: true,
  actions: true,
  paid: true,
  review: true,
  ticks: true,
  request: true,
  hasSummary: false,
  toDo: false,
  opened: false,
  more: false,
  isMailed: false,
  dates: false,
  kind: true,
  toSlotId: true,
  reason: true,
  moves: true,
  displayName: true,
  headline: true,
  bio: true,
  zone: true,
  policy: true,
  gapMin: true,
  availability: true,
  whoMayBook: true,
  meetingLine: true,
  way: true,
  caller: true,
  link: true,
  address: true,
  linkInCalendars: true,
  addressInCalendars: true,
  goals: true,
  background: true,
  tags: true,
  agreedToLog: true,
  agreedAt: true,
  otherId: false,
  otherZone: false,
  signed: false,
  dataFrom: false,
  sentAgain: false,
  needYou: false,
  pasts: false
} as const satisfies Readonly<Record<KeptField, boolean>>

type ShownField = { [F in KeptField]: (typeof isShown)[F] extends true ? F : never }[KeptField]

const shownFields = Object.entries(isShown).flatMap(([name, shown]) => (shown ? [name as ShownField] : []))

/** One side of a meeting, with something that a person can read. */
export type Version = Side<ShownField>
export type VersionFields = (Version & { readonly kind: 'fields' })['fields']

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
  const { fields } = side
  return shownFields.some(name => fields[name] !== undefined) ? side : undefined
}

/** Whether it is about nothing but a coach's weekly hours and days off, which have a page of their own. */
export function isAboutHours({ mine, theirs }: Pick<ToldNotice, 'mine' | 'theirs'>): boolean {
  const names = [mine, theirs].flatMap(side => Object.keys(fieldsOf(side)))
  return names.length > 0 && names.every(name => name === 'availability' || name === 'gapMin')
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
    bio,
    availability
  }: Kept = side.fields
  const asked = request !== undefined && 'reason' in request ? request.reason : undefined
  const texts = [
    displayName,
    headline,
    bio,
    meetingLine,
    link,
    address,
    ...new Set(availability?.overrides?.map(({ note }) => note)),
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
