import { act } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'
import { click, getControl, getField, renderWithStores, testNow, type } from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

function render(role: 'coach' | 'student', workspace: Partial<WorkspaceStoreState>, route = '/sessions') {
  return renderWithStores(<SessionsPage />, { role, route, workspace: { coaches: [anna], ...workspace } })
}

const titles = (body: HTMLElement) => [...body.querySelectorAll('h2')].map(title => title.textContent)
const dialogOf = (body: HTMLElement) => body.querySelector<HTMLElement>('[role="dialog"]')

test('upcoming ascends, past begins with the newest, and the tabs count both', async () => {
  const calls = [
    sessionIn(-50, 1, { status: 'completed', satisfaction: 4, notes: 'Very *good* <b>work</b>' }),
    sessionIn(-26, 2, { status: 'no-show' }),
    sessionIn(30, 3),
    sessionIn(60, 4)
  ]
  const { body, text } = await render('coach', { calls })
  expect(titles(body)).toEqual(['Thursday, 19 November 2026', 'Saturday, 21 November 2026'])
  expect([...body.querySelectorAll('[role="tab"]')].map(tab => tab.textContent)).toEqual(['Upcoming2', 'Past2'])
  await click(body.querySelectorAll<HTMLElement>('[role="tab"]')[1]!)
  expect(titles(body)).toEqual(['Tuesday, 17 November 2026', 'Monday, 16 November 2026'])
  expect(text()).toContain('Very good')
  expect(body.querySelector('em')?.textContent).toBe('good')
  expect(body.querySelector('section b')).toBeNull()
})

test('a name opens the card with the phone, the history and the last notes; closing it clears the address', async () => {
  const calls = [
    sessionIn(-50, 1, { status: 'completed', satisfaction: 4, notes: 'Wants to move' }),
    sessionIn(30, 3, { otherZone: 'America/New_York' })
  ]
  const { body } = await render('coach', { calls })
  await click(getControl(body, 'Maya Chen'))
  const card = dialogOf(body)
  expect(card?.querySelector('a[href="tel:+12125550123"]')).not.toBeNull()
  expect(card?.textContent).toContain('America/New York')
  expect(card?.textContent).toContain('Last notes')
  expect(card?.textContent).toContain('Wants to move')
  expect(card?.querySelectorAll('li')).toHaveLength(1)
  await click(getControl(card!, 'Close'))
  expect(dialogOf(body)).toBeNull()
})

test('an address opens a card; one that is not here says so', async () => {
  const calls = [ownSessionIn(30, 3)]
  const known = await render('student', { calls }, `/sessions?open=${bookingIdOf(3)}`)
  expect(dialogOf(known.body)?.querySelector('a[href="tel:+4930901820"]')).not.toBeNull()
  expect(getControl(known.body, 'Coach’s page').getAttribute('href')).toBe('/coaches/annaberg01')
  await act(async () => known.workspace.setState({ calls: [] }))
  expect(dialogOf(known.body)?.textContent).toContain('Session not found')
})

test('PJ2 a claim that was not granted is no session and shows no number', async () => {
  const lost = ownSessionIn(30, 3, { status: 'declined', decline: { reason: 'slot-taken' } })
  const { body, text } = await render('student', { calls: [lost] })
  expect(text()).toContain('No upcoming sessions')
  await click(body.querySelectorAll<HTMLElement>('[role="tab"]')[1]!)
  expect(text()).toContain('Not granted')
  expect(text()).toContain(refusals['slot-taken'])
  expect(body.querySelector('a[href^="tel:"]')).toBeNull()
})

test('a pencilled booking that lost is told to the coach as such, with the way to another slot', async () => {
  const decline = { reason: 'slot-taken' } as const
  const lost = sessionIn(30, 3, { status: 'declined', pencilled: true, decline })
  const { body, text } = await render('coach', { calls: [lost] }, '/sessions?tab=past')
  expect(text()).toContain('Another student had booked this slot by then')
  expect(text()).not.toContain(refusals['slot-taken'])
  expect(body.querySelector('#not-granted')!.closest('section')!.querySelector('a')).toBeNull()
  await click(getControl(body, 'Book the next session…'))
  expect(dialogOf(body)?.textContent).toContain('Book Maya Chen’s next session')
})

test('FB6 the student sees the own review, the coach the student’s', async () => {
  const review = { score: 5, text: 'Clear and kind' }
  const own = await render(
    'student',
    { calls: [ownSessionIn(-50, 1, { status: 'completed', review })] },
    '/sessions?tab=past'
  )
  expect(own.text()).toContain('Your review')
  expect(own.text()).toContain('Clear and kind')
  const theirs = await render(
    'coach',
    { calls: [sessionIn(-50, 1, { status: 'completed', otherReview: { ...review, at: testNow } })] },
    '/sessions?tab=past'
  )
  expect(theirs.text()).toContain('Review by Maya Chen')
})

test('SE1 a student cancels in time with a reason, after reading until when it may be done', async () => {
  const asked: unknown[] = []
  const cancelSession: WorkspaceStoreState['cancelSession'] = (id, input) => {
    asked.push([id, input])
    return Promise.resolve({ ok: true, value: undefined })
  }
  const { body, text } = await render('student', { calls: [ownSessionIn(30, 3)], cancelSession })
  await click(getControl(body, 'Cancel session: Anna Berg, Thu 19 Nov, 13:20–15:20'))
  expect(text()).toMatch(/You can cancel here until Wed 18 Nov, 13:20\./)
  await click(getControl(dialogOf(body)!, 'Cancel session'))
  expect(text()).toContain('Say why, so that Anna Berg knows.')
  expect(asked).toEqual([])
  await type(getField(body, 'Reason'), ' Down with a cold ')
  await click(getControl(dialogOf(body)!, 'Cancel session'))
  expect(asked).toEqual([[bookingIdOf(3), { reason: 'Down with a cold', reopenSlot: true }]])
  expect(dialogOf(body)).toBeNull()
})

test('SE1 past the cut-off a student gets the number instead of a button', async () => {
  const { body } = await render('student', { calls: [ownSessionIn(20, 3)] })
  await click(getControl(body, 'Cancel session: Anna Berg, Thu 19 Nov, 03:20–05:20'))
  const dialog = dialogOf(body)!
  expect(dialog.textContent).toContain('Please settle it with Anna Berg by phone')
  expect(dialog.querySelector('a[href="tel:+4930901820"]')).not.toBeNull()
  expect(dialog.querySelector('textarea')).toBeNull()
})

test('SE3 a coach withdraws the slot unless told to open it again, and a refusal keeps what was typed', async () => {
  const asked: boolean[] = []
  const cancelSession: WorkspaceStoreState['cancelSession'] = (_, { reopenSlot }) => {
    asked.push(reopenSlot)
    return Promise.resolve(asked.length === 1 ? { ok: false, refusal: 'storage-full' } : { ok: true, value: undefined })
  }
  const sync = { kind: 'offline', since: testNow, waiting: 0 } as const
  const { body, text } = await render('coach', { calls: [sessionIn(30, 3)], cancelSession, sync })
  await click(getControl(body, 'Cancel session: Maya Chen, Thu 19 Nov, 19:20–21:20'))
  expect(text()).toContain('the request is kept here and sent by itself')
  await type(getField(body, 'Reason'), 'Ill')
  await click(getControl(dialogOf(body)!, 'Cancel session'))
  expect(text()).toContain(refusals['storage-full'])
  expect(getField(body, 'Reason').value).toBe('Ill')
  await click(body.querySelector<HTMLElement>('input[value="reopen"]')!)
  await click(getControl(dialogOf(body)!, 'Cancel session'))
  expect(asked).toEqual([false, true])
})

test('a request without an answer shows as waiting, a refused one with its reason', async () => {
  const request = { kind: 'cancel', requestId: bookingIdOf(70), reason: 'x', reopenSlot: false } as const
  const waiting = sessionIn(30, 3, { request })
  const syncByRecord = new Map([[waiting.id, 'saved-here' as const]])
  const { text, workspace, body } = await render('coach', { calls: [waiting], syncByRecord })
  expect(text()).toContain('Cancelling – waiting to be sent')
  expect(body.querySelector('button[aria-label^="Cancel session"]')).toBeNull()
  const lastRequest = {
    requestId: request.requestId,
    by: 'coach',
    kind: 'cancel',
    verdict: 'declined',
    reason: 'session-over',
    at: testNow
  } as const
  await act(async () => workspace.setState({ calls: [{ ...waiting, lastRequest }], syncByRecord: new Map() }))
  expect(text()).toContain(`Cancelling was refused. ${refusals['session-over']}`)
})

test('FB1 a student reviews a session that has begun, with a score and words', async () => {
  const { body, workspace } = await render('student', { calls: [ownSessionIn(-5, 1)] }, '/sessions?tab=past')
  await click(getControl(body, 'Review: Anna Berg, Wed 18 Nov, 02:20–04:20'))
  await click(getControl(body, 'Save review'))
  expect(dialogOf(body)?.textContent).toContain('Choose from 1 to 5.')
  const score = body.querySelector<HTMLSelectElement>('[role="dialog"] select')!
  await act(async () => {
    score.value = '4'
    score.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await type(getField(body, 'In your words'), 'Good questions')
  await click(getControl(body, 'Save review'))
  expect(workspace.getState().calls[0]?.review).toEqual({ score: 4, text: 'Good questions' })
})

test('empty lists say what belongs there', async () => {
  const coach = await render('coach', {})
  expect(coach.text()).toContain('Open slots in your calendar')
  expect(getControl(coach.body, 'Go to the calendar').getAttribute('href')).toBe('/calendar')
})

test('BU7 a coach reads at the session that it meets a busy time, and not at others or once it is over', async () => {
  const [met, other, past] = [sessionIn(30, 1), sessionIn(60, 2), sessionIn(-50, 3)]
  const busyIntervals = [met, past].map(({ startsAt }) => ({ startsAt: startsAt + 1, endsAt: startsAt + 2 }))
  const said = 'Your other calendar says that you are busy at this time.'
  const { text } = await render('coach', { calls: [met, other, past], busyIntervals })
  expect(text().split(said)).toHaveLength(2)
})
