import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { InboxPage } from '#renderer/features/inbox/inbox-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { click, getControl, renderWithStores, testNow } from '../../render-with-stores.tsx'

const hourMs = 3_600_000
const bookingId = 'b'.repeat(32)
const startsAt = Date.UTC(2026, 10, 20, 9)
const slotId = `${coachAccount.userId}:${startsAt}`

const notice = (more: Partial<Notice>): Notice => ({
  id: 'notice:one',
  kind: 'notice',
  topic: 'write-refused',
  at: testNow - 2 * hourMs,
  subject: { collection: 'calls', id: bookingId },
  dismissed: false,
  ...more
})

const ownSlot = (more: Partial<Slot>): Slot => ({
  id: slotId,
  coachId: coachAccount.userId,
  startsAt,
  endsAt: startsAt + slotLengthMs,
  status: 'open',
  ...more
})

// Toasts outlive the page that showed them.

test('an empty inbox says what belongs in it', async () => {
  const { text } = await renderWithStores(<InboxPage />)
  expect(text()).toContain('Nothing needs you')
  expect(text()).toContain('notes written on two devices')
})

test('a lost claim says who, when, which rule, and offers the nearest open slots', async () => {
  const data = createSampleData(studentAccount)
  const { body, text, workspace } = await renderWithStores(<InboxPage />, { role: 'student', workspace: data })
  expect(text()).toContain('You were not booked')
  expect(text()).toContain('with Anna Berg')
  expect(text()).toContain(refusals['slot-taken'])
  expect(text()).toContain('Nearest open slots with Anna Berg')
  const claimSlot = vi.fn(workspace.getState().claimSlot)
  await act(async () => workspace.setState({ claimSlot }))
  const [book] = [...body.querySelectorAll<HTMLElement>('button')].filter(button => button.textContent === 'Book')
  await click(book!)
  expect(body.querySelector('[role="dialog"]')?.textContent).toContain('Anna Berg')
  expect(claimSlot).not.toHaveBeenCalled()
  await click(getControl(body, 'Book this slot'))
  // The nearest to the lost one that can still be booked: Thursday, 14:00 in Berlin.
  expect(claimSlot).toHaveBeenCalledWith(`${coachAccount.userId}:${Date.UTC(2026, 10, 19, 13)}`)
})

test('putting aside and moving back keep the notice', async () => {
  const data = createSampleData(studentAccount)
  const { body, text } = await renderWithStores(<InboxPage />, { role: 'student', workspace: data })
  await click(getControl(body, 'Put aside: You were not booked'))
  expect(text()).toContain('Nothing needs you')
  await click(getControl(body, 'Put aside (1)'))
  await click(getControl(body, 'Move back to open: You were not booked'))
  expect(text()).not.toContain('Nothing needs you')
})

test('when a card leaves with the button that was pressed, the focus goes to a neighbour, else to the title', async () => {
  const ids = ['notice:a', 'notice:b', 'notice:c']
  const { body } = await renderWithStores(<InboxPage />, {
    workspace: {
      notices: ids.map((id, index) => notice({ id, at: testNow - index, subject: { collection: 'calls', id } }))
    }
  })
  const cards = () => [...body.querySelectorAll('article')]
  async function putAside(at: number) {
    const button = [...cards()[at]!.querySelectorAll('button')].at(-1)!
    button.focus()
    await click(button)
  }
  expect(cards()).toHaveLength(3)
  const [, , third] = cards()
  await putAside(1)
  expect(third!.contains(document.activeElement)).toBe(true)
  await putAside(1)
  expect(cards()[0]!.contains(document.activeElement)).toBe(true)
  await putAside(0)
  expect(document.activeElement).toBe(body.querySelector('h1'))
})

test('putting aside says where it went and can be undone at once', async () => {
  const data = createSampleData(studentAccount)
  const { body, text } = await renderWithStores(<InboxPage />, { role: 'student', workspace: data })
  await click(getControl(body, 'Put aside: You were not booked'))
  expect(text()).toContain('Put aside: kept at the end of the inbox.')
  await click(getControl(body, 'Undo'))
  expect(getControl(body, 'Put aside: You were not booked')).toBeDefined()
  expect(text()).not.toContain('Nothing needs you')
})

test('a refused dismissal is told in place', async () => {
  const { body, text } = await renderWithStores(<InboxPage />, {
    workspace: {
      notices: [notice({})],
      setNoticeDismissed: () => Promise.resolve({ ok: false, refusal: 'storage-full' })
    }
  })
  await click(getControl(body, 'Put aside: What you wrote about a session was not accepted'))
  expect(text()).toContain(refusals['storage-full'])
})

test('both versions of merged words are readable: a score with its word, notes as text', async () => {
  const { text } = await renderWithStores(<InboxPage />, {
    workspace: {
      notices: [
        notice({
          topic: 'words-merged',
          otherName: 'Maya Chen',
          startsAt,
          mine: JSON.stringify({ satisfaction: 2, notes: 'Was **late**.' }),
          theirs: JSON.stringify({ satisfaction: 4, followUps: [{ text: 'Call Basel', done: true }] })
        })
      ]
    }
  })
  expect(text()).toContain('Two devices wrote different things about one session')
  expect(text()).toContain('Fri 20 Nov, 10:00–12:00 · with Maya Chen')
  expect(text()).toContain('Set asideScore2 of 5FairNotesWas late.')
  expect(text()).toContain('Stands nowScore4 of 5Very goodFollow-upsCall Basel (done)')
  expect(text()).not.toContain('{')
})

test('what was refused can be copied as the text that was typed', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  const { body, text } = await renderWithStores(<InboxPage />, {
    workspace: {
      notices: [
        notice({
          reason: 'not-started',
          mine: JSON.stringify({ notes: 'First line', review: { score: 5, text: 'Kind.' }, unknownField: 1 })
        })
      ]
    }
  })
  expect(text()).toContain(refusals['not-started'])
  await click(getControl(body, 'Copy my text'))
  expect(writeText).toHaveBeenCalledWith('First line\n\nKind.')
})

test('a slot that was booked while it was removed offers its session and a way to cancel it', async () => {
  const data = createSampleData(coachAccount)
  const { body, text, address } = await renderWithStores(<InboxPage />, { workspace: data })
  expect(text()).toContain('A slot that you removed had been booked')
  expect(text()).toContain('The booking came first, so it stands')
  await click(getControl(body, 'Cancel session…'))
  expect(body.querySelector('[role="dialog"]')?.textContent).toContain('Omar Haddad')
  await click(getControl(body, 'Keep session'))
  await click(getControl(body, 'Open session'))
  expect(address()).toMatch(/^\/sessions\?session=[0-9a-f]{32}$/)
})

test('a cancelled session shows the reason that was given, and a student the way to another slot', async () => {
  const cancelled = notice({
    topic: 'session-cancelled',
    otherName: 'Anna Berg',
    coachId: coachAccount.userId,
    startsAt,
    theirs: 'Down with a cold {really}'
  })
  const { body, text, address } = await renderWithStores(<InboxPage />, {
    role: 'student',
    workspace: { notices: [cancelled] }
  })
  expect(text()).toContain('Anna Berg cancelled a session')
  expect(text()).toContain('Reason givenDown with a cold {really}')
  await click(getControl(body, 'Find a slot'))
  expect(address()).toBe(`/find?coach=${coachAccount.userId}`)
})

test.each(['{}', '[]', '{"reason":"ill"}', 'null'])(
  'the reason %s of a cancellation is shown as it was typed',
  async theirs => {
    const cancelled = notice({
      topic: 'session-cancelled',
      otherName: 'Anna Berg',
      coachId: coachAccount.userId,
      theirs
    })
    const { text } = await renderWithStores(<InboxPage />, { role: 'student', workspace: { notices: [cancelled] } })
    expect(text()).toContain(`Reason given${theirs}`)
  }
)

test('a refused request says what was asked and why not', async () => {
  const refused = notice({ topic: 'request-refused', reason: 'past-cutoff', mine: JSON.stringify({ kind: 'cancel' }) })
  const { text } = await renderWithStores(<InboxPage />, { role: 'student', workspace: { notices: [refused] } })
  expect(text()).toContain('Your cancellation was not accepted')
  expect(text()).toContain(refusals['past-cutoff'])
})

test('a declined slot names the one it overlaps and can be tried again or removed', async () => {
  const met = ownSlot({
    id: `${coachAccount.userId}:${startsAt - hourMs}`,
    startsAt: startsAt - hourMs,
    status: 'booked'
  })
  const declined = ownSlot({ status: 'declined', decline: { reason: 'slot-overlaps', slotId: met.id } })
  const { body, text, workspace } = await renderWithStores(<InboxPage />, { workspace: { slots: [met, declined] } })
  expect(text()).toContain('It overlaps your booked slot on Fri 20 Nov')
  await click(getControl(body, 'Try again'))
  expect(workspace.getState().slots.find(slot => slot.id === slotId)?.status).toBe('open')
  await act(async () => workspace.setState({ slots: [declined] }))
  expect(text()).toContain('When it arrived, you had another slot at this time.')
  expect(text()).not.toContain(refusals['slot-overlaps'])
  await click(getControl(body, 'Remove slot'))
  expect(workspace.getState().slots).toEqual([])
})

test('a declined slot whose time is over can only be removed', async () => {
  const past = testNow - 5 * hourMs
  const declined = ownSlot({
    startsAt: past,
    endsAt: past + slotLengthMs,
    status: 'declined',
    decline: { reason: 'slot-in-past' }
  })
  const { body, text } = await renderWithStores(<InboxPage />, { workspace: { slots: [declined] } })
  expect(text()).toContain(refusals['slot-in-past'])
  expect(() => getControl(body, 'Try again')).toThrow('no control')
  expect(getControl(body, 'Remove slot')).toBeDefined()
})

test('another coach’s declined slot is nobody’s business here', async () => {
  const foreign = ownSlot({ coachId: 'tomekwrona', status: 'declined', decline: { reason: 'slot-overlaps' } })
  const { text } = await renderWithStores(<InboxPage />, { workspace: { slots: [foreign] } })
  expect(text()).toContain('Nothing needs you')
})

const nameOf = (button: Element) => button.getAttribute('aria-label') ?? ''
const minutesAgo = { at: testNow - 60_000 }
const sessionOf = (more: Partial<SessionCopy>): SessionCopy => ({
  id: bookingId,
  kind: 'call',
  status: 'confirmed',
  slotId,
  startsAt,
  endsAt: startsAt + slotLengthMs,
  partyRole: 'coach',
  otherId: 'mayachen01',
  otherName: 'Maya Chen',
  otherPhone: '+12125550123',
  claimedAt: testNow - hourMs,
  ...more
})
const openAt = (hours: number): Slot =>
  ownSlot({
    id: `${coachAccount.userId}:${startsAt + hours * hourMs}`,
    startsAt: startsAt + hours * hourMs,
    endsAt: startsAt + (hours + 2) * hourMs
  })

test('MG3 a lost pencil says who has the slot, and offers the nearest slots and the phone', async () => {
  const other = 'c'.repeat(32)
  const calls = [
    sessionOf({ id: 'a'.repeat(32), status: 'completed' }),
    sessionOf({ id: other, otherId: 'omarhaddad', otherName: 'Omar Haddad' }),
    sessionOf({ status: 'declined', pencilled: true, decline: { reason: 'slot-taken' } })
  ]
  const told = {
    topic: 'pencil-lost',
    reason: 'slot-taken',
    slotId,
    bookingId,
    startsAt,
    otherName: 'Maya Chen'
  } as const
  const { body, text, workspace } = await renderWithStores(<InboxPage />, {
    workspace: {
      calls,
      slots: [ownSlot({ status: 'booked', bookingId: other }), openAt(4), openAt(8), openAt(24), openAt(90)],
      notices: [notice({ ...minutesAgo, ...told })]
    }
  })
  expect(text()).toContain('Maya Chen could not be booked')
  expect(text()).toContain('Omar Haddad has this slot now.')
  expect(body.querySelector('a[href="tel:+12125550123"]')).not.toBeNull()
  const offers = [...body.querySelectorAll('button')].filter(button => nameOf(button).startsWith('Pencil in '))
  expect(offers).toHaveLength(3)
  await click(offers[0]!)
  await click(getControl(body, 'Pencil in'))
  const made = workspace.getState().calls.find(({ status }) => status === 'pencilled')
  expect(made).toMatchObject({ slotId: openAt(4).id, otherId: 'mayachen01' })
})

test('MG2 a slot that was moved while it was booked: move the session, cancel it, or keep the own time as a slot', async () => {
  const wanted = ownSlot({ ...openAt(4), status: 'open', movesFrom: slotId })
  const { body, text, workspace } = await renderWithStores(<InboxPage />, {
    workspace: {
      calls: [sessionOf({})],
      slots: [ownSlot({ status: 'booked', bookingId }), openAt(24)],
      notices: [
        notice({
          topic: 'slot-booked-meanwhile',
          subject: { collection: 'slots', id: slotId },
          slotId,
          startsAt,
          mine: JSON.stringify(wanted)
        })
      ]
    }
  })
  expect(text()).toContain('A slot that you moved had been booked')
  expect(text()).toContain('with Maya Chen')
  for (const action of ['Open session', 'Move session…', 'Cancel session…']) getControl(body, action)
  const keep = [...body.querySelectorAll('button')].find(({ textContent }) =>
    textContent.endsWith('as a slot of its own')
  )
  await click(keep!)
  expect(workspace.getState().slots.map(({ id }) => id)).toContain(wanted.id)
})

test('MG5 a refused move shows where it was to go and why, and the nearest slots to move to', async () => {
  const request = { kind: 'reschedule', toSlotId: openAt(4).id, reason: 'The bus' }
  const { body, text } = await renderWithStores(<InboxPage />, {
    role: 'student',
    workspace: {
      calls: [sessionOf({ partyRole: 'student', otherId: coachAccount.userId, otherName: 'Anna Berg' })],
      slots: [openAt(24), openAt(48)],
      notices: [
        notice({ topic: 'request-refused', reason: 'slot-taken', bookingId, startsAt, mine: JSON.stringify(request) })
      ]
    }
  })
  expect(text()).toContain('The session was not moved')
  expect(text()).toContain(refusals['slot-taken'])
  expect(text()).toContain('What you asked')
  expect(text()).toContain('The bus')
  getControl(body, 'Copy my text')
  const offers = [...body.querySelectorAll('button')].filter(button => nameOf(button).startsWith('Move to '))
  expect(offers).toHaveLength(2)
  await click(offers[1]!)
  const chosen = body.querySelector<HTMLInputElement>('[role="dialog"] input:checked')
  expect(chosen?.value).toBe(openAt(48).id)
})

test('MG10 a slot that was edited after it had been removed can be kept as a new one', async () => {
  const { body, workspace } = await renderWithStores(<InboxPage />, {
    workspace: {
      notices: [
        notice({
          topic: 'edit-met-deletion',
          subject: { collection: 'slots', id: slotId },
          slotId,
          startsAt,
          mine: JSON.stringify(ownSlot({}))
        })
      ]
    }
  })
  const keep = [...body.querySelectorAll('button')].find(({ textContent }) =>
    textContent.endsWith('as a slot of its own')
  )
  await click(keep!)
  expect(workspace.getState().slots).toMatchObject([{ id: slotId, status: 'open' }])
})

test.each([
  ['as it was told', {}, 'It has its new time in both calendars.', 'Now'],
  ['cancelled since', { status: 'cancelled' }, 'It has been cancelled since.', 'Moved to'],
  ['moved again since', { startsAt: startsAt + 26 * hourMs }, 'It has been moved since, to Sat', 'Moved to'],
  ['over since', { startsAt: testNow - hourMs }, 'It has started since.', 'Moved to']
] as const)(
  'NT4 the notice of a moved session says what is true of one that is %s',
  async (how, change, said, title) => {
    const call = sessionOf({ partyRole: 'student', otherName: 'Anna Berg', ...change })
    const told = {
      startsAt: how === 'over since' ? call.startsAt : startsAt,
      theirs: JSON.stringify({ startsAt }),
      mine: JSON.stringify({ startsAt: startsAt - 4 * hourMs })
    }
    const { text } = await renderWithStores(<InboxPage />, {
      role: 'student',
      workspace: {
        calls: [call],
        notices: [notice({ topic: 'session-moved', bookingId, otherName: 'Anna Berg', ...told })]
      }
    })
    expect(text()).toContain(said)
    expect(text().includes('It has its new time')).toBe(how === 'as it was told')
    expect(text()).toContain(title)
  }
)

test('NT4 of a series each date says what became of it since, and of a booking that met a removed slot that it is gone', async () => {
  const call = sessionOf({ partyRole: 'student', otherName: 'Anna Berg', startsAt: startsAt + 26 * hourMs })
  const dates = [{ bookingId, startsAt }]
  const { text } = await renderWithStores(<InboxPage />, {
    role: 'student',
    workspace: {
      calls: [call],
      notices: [
        notice({ id: 'a', topic: 'session-added', otherName: 'Anna Berg', theirs: JSON.stringify({ dates }) }),
        notice({ id: 'b', topic: 'slot-booked-meanwhile', bookingId, startsAt, slotId })
      ]
    }
  })
  expect(text()).toContain('Not all of it is as it was told any more.')
  expect(text()).toContain('Booked. Moved since, to Sat')
  expect(text()).toContain('The booking came first, so it stood. It has been moved since, to Sat')
})

test('NT1 a session that the coach booked or moved can be moved and cancelled from its notice', async () => {
  const own = sessionOf({ partyRole: 'student', otherId: coachAccount.userId, otherName: 'Anna Berg' })
  for (const topic of ['session-added', 'session-moved'] as const) {
    const { body } = await renderWithStores(<InboxPage />, {
      role: 'student',
      workspace: { calls: [own], notices: [notice({ topic, bookingId, startsAt, otherName: 'Anna Berg' })] }
    })
    for (const action of ['Open session', 'Move session…', 'Cancel session…']) {
      expect(getControl(body, action).tagName).toMatch(/^(A|BUTTON)$/)
    }
  }
})
