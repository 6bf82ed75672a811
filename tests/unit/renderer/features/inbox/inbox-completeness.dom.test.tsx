import { act } from 'react'
import { expect, test } from 'vitest'
import { noticeSchema, noticeTopicSchema } from '#domain/model/notice.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { type Reason, reasons, toStoredReason } from '#domain/model/reasons.ts'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { InboxPage } from '#renderer/features/inbox/inbox-page.tsx'
import { inbox } from '#renderer/i18n/en/inbox.ts'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import {
  bookingId,
  buildCall,
  buildProfile,
  buildSlot,
  coachId,
  dayMs,
  hexId,
  hourMs,
  minuteMs,
  now,
  otherCoachId,
  start,
  studentId
} from '../../../domain/builders.ts'
import { click, getControl, renderWithStores } from '../../render-with-stores.tsx'
import { coachCases } from './coach-cases.ts'
import { type InboxCase, movedId, takeBackLate, wanted } from './inbox-case.ts'
import { studentCases } from './student-cases.ts'

// The inbox keeps one notice for one occasion: here each is an occasion of its own, the first of the table the newest.
const cases = { coach: number(coachCases), student: number(studentCases) } as const

function number(table: readonly InboxCase[]): readonly InboxCase[] {
  return table.map((one, index) => ({
    ...one,
    notice: { ...one.notice, id: `${one.notice.id}:${index}`, at: now - index * minuteMs }
  }))
}

/** The first of each kind, which is looked at together with the nearest slots; those with other reasons are like it. */
function pickFirst(table: readonly InboxCase[]): readonly InboxCase[] {
  const titles = table.map(({ title }) => title)
  return table.filter(({ title }, index) => titles.indexOf(title) === index)
}

/** Open slots of two coaches, and the session that most of it is about. */
function workspaceOf(role: PartyRole): Partial<WorkspaceStoreState> {
  const openAt = (owner: string, days: number) => buildSlot({ coachId: owner, startsAt: start + days * dayMs })
  const isCoach = role === 'coach'
  const met = {
    id: hexId(1),
    status: 'completed',
    startsAt: start - 7 * dayMs,
    endsAt: start - 7 * dayMs + 2 * hourMs
  } as const
  const { id: slotId, startsAt, endsAt } = wanted
  const wantedHours = { slotId, startsAt, endsAt }
  return {
    coaches: [buildProfile(), buildProfile({ id: otherCoachId, displayName: 'Otis Other' })],
    slots: [
      buildSlot({ status: 'booked', bookingId }),
      ...[coachId, otherCoachId].flatMap(owner => [1, 2, 3, 4].map(days => openAt(owner, days)))
    ],
    calls: [
      buildCall(met),
      // With somebody else: these two have no further session.
      buildCall({ ...wantedHours, id: movedId, partyRole: role, otherId: otherCoachId }),
      isCoach
        ? buildCall({ partyRole: 'coach' })
        : buildCall({ partyRole: 'student', shared: { summary: 'We began', actions: {}, at: now } })
    ],
    notices: pickFirst(cases[role]).map(({ notice }) => notice)
  }
}

async function openInbox(role: PartyRole, more: Partial<WorkspaceStoreState> = {}) {
  const account =
    role === 'coach'
      ? { ...coachAccount, userId: coachId }
      : { ...studentAccount, userId: studentId, zone: 'Europe/Berlin' }
  const workspace = { ...workspaceOf(role), ...more }
  return renderWithStores(<InboxPage />, { role, account, workspace, now })
}

const textOf = (element: Element) => element.textContent.replaceAll(/\s+/gu, ' ')
const namesIn = (card: Element) =>
  [...card.querySelectorAll('button, a')].map(control => control.getAttribute('aria-label') ?? textOf(control))

/** The cards of one of the two parts, in order. */
function cardsOf(body: HTMLElement, part: 'Needs you' | 'News'): readonly Element[] {
  const section = [...body.querySelectorAll('section')].find(({ firstElementChild }) =>
    firstElementChild?.textContent.startsWith(part)
  )
  return [...(section?.querySelectorAll('article') ?? [])]
}

function ruleOf(reason: Reason, role: PartyRole): string {
  const coachRules: Partial<Record<Reason, string>> = inbox.coachRule
  return (role === 'coach' ? coachRules[reason] : undefined) ?? refusals[reason]
}

/** @param isNearestShown whether there are slots to offer */
function expectCards(body: HTMLElement, role: PartyRole, table: readonly InboxCase[], isNearestShown: boolean): void {
  for (const [part, tone] of [
    ['Needs you', 'decision'],
    ['News', 'news']
  ] as const) {
    const expected = table.filter(one => one.tone === tone)
    const cards = cardsOf(body, part)
    expect(cards.map(card => card.getAttribute('aria-label'))).toEqual(expected.map(({ title }) => title))
    for (const [index, one] of expected.entries()) expectCard(cards[index] ?? body, role, one, isNearestShown)
  }
}

function expectCard(card: Element, role: PartyRole, one: InboxCase, isNearestShown: boolean): void {
  const { name, reason, title } = one
  const nearest = isNearestShown ? one.nearest : undefined
  const rule = reason === undefined ? [] : [ruleOf(reason, role)]
  const text = textOf(card)
  const unsaid = [...one.says, ...rule, ...(nearest?.says ?? [])].filter(said => !text.includes(said))
  const left = namesIn(card)
  const missing = [...one.offers, ...(nearest?.offers ?? []), `Put aside: ${title}`].filter(offer => {
    const at = left.findIndex(found => found.startsWith(offer))
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
  expect({ name, unsaid, missing }).toEqual({ name, unsaid: [], missing: [] })
}

for (const role of ['student', 'coach'] as const) {
  test(`whatever of a ${role} was not applied as it was done: what, who, when, both versions, and the next steps`, async () => {
    const { body } = await openInbox(role)
    expectCards(body, role, pickFirst(cases[role]), true)
  })

  test(`each rule is told to a ${role} in plain words, also where there is no slot to offer`, async () => {
    const { body } = await openInbox(role, {
      slots: [buildSlot({ status: 'booked', bookingId })],
      notices: cases[role].map(({ notice }) => notice)
    })
    expectCards(body, role, cases[role], false)
  })

  test(`nothing leaves the inbox of a ${role} by itself: neither with time nor with what it was about`, async () => {
    const { body, workspace } = await openInbox(role, { slots: [] })
    const count = workspace.getState().notices.length
    await act(async () =>
      workspace.setState({ calls: [], coaches: [], now: () => now + 400 * dayMs, sync: { kind: 'synced', at: now } })
    )
    expect(body.querySelectorAll('article')).toHaveLength(count)
    await click(getControl(body, `Put aside: ${cases[role][0]?.title ?? ''}`))
    await click(getControl(body, 'Put aside (1)'))
    expect(body.querySelectorAll('article')).toHaveLength(count)
  })
}

test('news can be put aside at once, what needs a decision only one by one', async () => {
  const { body, workspace } = await openInbox('student', { slots: [] })
  const decisions = cardsOf(body, 'Needs you').length
  await click(getControl(body, 'Put all news aside'))
  expect(cardsOf(body, 'News')).toEqual([])
  expect(workspace.getState().notices.filter(({ dismissed }) => !dismissed)).toHaveLength(decisions)
})

test.each([
  ['student', 'Book '],
  ['coach', 'Pencil in ']
] as const)('JN6 a cancellation that a %s could not take back leads to another session', async (role, offer) => {
  const call = buildCall({ partyRole: role, status: 'cancelled' })
  const { body } = await openInbox(role, { notices: [takeBackLate('cancel')], calls: [call] })
  const [card] = cardsOf(body, 'Needs you')
  const names = namesIn(card ?? body)
  expect(names.filter(name => name.startsWith(offer)).length).toBeGreaterThanOrEqual(3)
  expect(names).not.toContain('Cancel session…')
})

test('the table knows every topic and every reason, and what it holds can be stored', () => {
  const all = [...cases.coach, ...cases.student]
  // News of slots ends by itself: see opened-slots.dom.test.tsx.
  const topics = noticeTopicSchema.options.filter(topic => topic !== 'slot-opened')
  expect(new Set(all.map(({ notice }) => notice.topic))).toEqual(new Set(topics))
  expect(all.filter(({ notice }) => !noticeSchema.safeParse(notice).success).map(({ name }) => name)).toEqual([])
  // Those of declined slots are below. Nobody is told of the own booking that stands, and only replicas are outdated.
  const elsewhere: readonly Reason[] = ['slot-in-past', 'slot-overlaps', 'slot-booked', 'already-yours', 'outdated']
  // Some are said in answers alone: documents, and so notices, say another one instead.
  const inAnswers = reasons.filter(reason => toStoredReason(reason) !== reason)
  // In place of one that this version does not know (VE3).
  const known = new Set<Reason>(['newer', ...elsewhere, ...inAnswers, ...all.flatMap(({ reason }) => reason ?? [])])
  expect(reasons.filter(reason => !known.has(reason))).toEqual([])
})

test.each([
  ['slot-in-past', undefined, 'This slot was not accepted', ['already begun'], ['Try again']],
  [
    'slot-overlaps',
    'session',
    'This slot was not accepted',
    ['It overlaps your session with Sam Student on Tue 24 Nov'],
    ['Try again']
  ],
  [
    'slot-booked',
    'session',
    'A slot was not moved',
    ['You had moved it here from Tue 24 Nov, 11:00–13:00', 'Sam Student had booked it there'],
    ['Move session…', 'Cancel session…', 'Open it as a slot of its own']
  ],
  ['slot-gone', 'session', 'A slot was not moved', ['another device of yours'], ['Open it as a slot of its own']]
] as const)(
  'MG2 MG4 a slot that was kept as declined (%s) says why and what to do',
  async (reason, met, title, says, offers) => {
    const metSlot = buildSlot({ status: 'booked', bookingId })
    const decline = met === undefined ? { reason } : { reason, slotId: metSlot.id }
    const declined = buildSlot({ startsAt: start + 30 * dayMs, status: 'declined', decline })
    const { body } = await openInbox('coach', { notices: [], slots: [metSlot, declined] })
    const [card] = cardsOf(body, 'Needs you')
    expect(card?.getAttribute('aria-label')).toBe(title)
    for (const said of says) expect(textOf(card ?? body)).toContain(said)
    for (const offer of [...offers, 'Open calendar', 'Remove slot']) expect(namesIn(card ?? body)).toContain(offer)
  }
)

test('MG9 a disabled account finds what it had still to send, and its own words', async () => {
  const { body } = await openInbox('coach', {
    notices: [],
    sync: { kind: 'account-disabled', waiting: 2 },
    journal: [
      {
        id: 'b',
        order: 2,
        kind: 'wrapped-up',
        at: now,
        outcome: 'waiting',
        slotIds: [buildSlot().id],
        otherName: 'Sam',
        after: JSON.stringify({ notes: 'Went well' })
      },
      { id: 'a', order: 1, kind: 'slots-created', at: now, outcome: 'waiting', slotIds: [buildSlot().id] }
    ]
  })
  const [card] = cardsOf(body, 'Needs you')
  expect(card?.getAttribute('aria-label')).toBe('2 changes were not sent')
  expect(textOf(card ?? body)).toContain('Session with Sam wrapped up: Tue 24 Nov, 11:00–13:00')
  expect(textOf(card ?? body)).toContain('Slot created: Tue 24 Nov, 11:00–13:00')
  expect(namesIn(card ?? body)).toEqual(['See them in the history', 'Copy my text'])
})
