import { act } from 'react'
import { expect, test, vi } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, sessionIn } from '../booking/booking-samples.ts'
import { click, getControl, getField, renderWithStores, testNow, type } from '../../render-with-stores.tsx'

const hourMs = 3_600_000
const openSlot = (hours: number, more: Partial<Slot> = {}): Slot => {
  const startsAt = testNow + hours * hourMs
  const id = `${coachAccount.userId}:${startsAt}`
  return { id, coachId: coachAccount.userId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open', ...more }
}
const slots = [openSlot(30), openSlot(54), openSlot(78, { status: 'booked' })]

// Toasts outlive the page that showed them.

function render(
  role: 'coach' | 'student',
  calls: readonly SessionCopy[],
  workspace: Partial<WorkspaceStoreState> = {},
  route = `/sessions?move=${bookingIdOf(3)}`
) {
  return renderWithStores(<SessionsPage />, { role, route, workspace: { coaches: [anna], slots, calls, ...workspace } })
}
const dialogOf = (body: HTMLElement) => body.querySelector<HTMLElement>('[role="dialog"]')!
const radiosOf = (body: HTMLElement) => [...dialogOf(body).querySelectorAll<HTMLInputElement>('input[type="radio"]')]
const slotRadio = (body: HTMLElement, slot: Slot) => radiosOf(body).find(({ value }) => value === slot.id)!

async function answer(rendered: Awaited<ReturnType<typeof render>>, more: (call: SessionCopy) => Partial<SessionCopy>) {
  const { calls } = rendered.workspace.getState()
  await act(async () => rendered.workspace.setState({ calls: calls.map(call => ({ ...call, ...more(call) })) }))
}

test('RS1 RS2 a student is told the cut-off, chooses a slot, and waits where the session is', async () => {
  const rendered = await render('student', [ownSessionIn(100, 3)])
  const { body, text, workspace } = rendered
  expect(text()).toContain('You can move it here until')
  expect(text()).toContain('The old slot opens again for others.')
  expect(radiosOf(body).map(({ value }) => value)).toEqual([slots[0]!.id, slots[1]!.id])
  await click(getControl(dialogOf(body), 'Move session'))
  expect(text()).toContain('Choose one of the slots.')
  await act(async () => slotRadio(body, slots[1]!).click())
  await type(getField(body, 'Why (optional)'), 'The bus')
  await click(getControl(dialogOf(body), 'Move session'))
  expect(workspace.getState().calls[0]).toMatchObject({ startsAt: testNow + 100 * hourMs })
  expect(workspace.getState().calls[0]?.request).toMatchObject({ toSlotId: slots[1]!.id, reason: 'The bus' })
  expect(text()).toContain('Moving the session…')
  expect(text()).toContain('It is sent when you are online.')
})

test('RS7 a granted move and a refused one say so in the same dialog, with the next step', async () => {
  for (const verdict of ['accepted', 'declined'] as const) {
    const rendered = await render('student', [ownSessionIn(100, 3)])
    const { body, text } = rendered
    await act(async () => slotRadio(body, slots[0]!).click())
    await click(getControl(dialogOf(body), 'Move session'))
    await answer(rendered, ({ request }) => ({
      lastRequest: {
        requestId: request!.requestId,
        by: 'student',
        kind: 'reschedule',
        verdict,
        at: testNow,
        ...(verdict === 'declined' ? { reason: 'slot-taken' as const } : {})
      }
    }))
    if (verdict === 'accepted') {
      expect(text()).toContain('It has its new time in both calendars')
    } else {
      expect(text()).toContain(refusals['slot-taken'])
      expect(text()).toContain('The session stays where it was.')
      await click(getControl(body, 'Choose another slot'))
      expect(radiosOf(body).length).toBeGreaterThan(0)
    }
    await act(async () => rendered.workspace.setState({ calls: [] }))
  }
})

test('RS2 past the cut-off a student is given the phone number instead', async () => {
  const { body, text } = await render('student', [ownSessionIn(2, 3)])
  expect(text()).toContain('The time to move it here ended')
  expect(dialogOf(body).querySelector('a[href="tel:+4930901820"]')).not.toBeNull()
  expect(radiosOf(body)).toEqual([])
})

test('RS6 a coach says what becomes of the old hours', async () => {
  const rescheduleSession = vi.fn(() => Promise.resolve({ ok: true, value: undefined } as const))
  const { body } = await render('coach', [sessionIn(2, 3)], { rescheduleSession })
  await act(async () => slotRadio(body, slots[0]!).click())
  await act(async () =>
    radiosOf(body)
      .find(({ value }) => value === 'withdraw')!
      .click()
  )
  await click(getControl(dialogOf(body), 'Move session'))
  const wish = { toSlotId: slots[0]!.id, reason: '', reopenSlot: false }
  expect(rescheduleSession).toHaveBeenCalledWith(bookingIdOf(3), wish)
})

test('RS3 a slot that would be refused is shown with the reason and cannot be chosen', async () => {
  const { body, text } = await render('student', [ownSessionIn(100, 3)], {
    findRescheduleRefusal: (_id, toSlotId) =>
      toSlotId === slots[0]!.id ? { ok: false, refusal: 'daily-cap' } : undefined
  })
  expect(slotRadio(body, slots[0]!).disabled).toBe(true)
  expect(slotRadio(body, slots[1]!).disabled).toBe(false)
  expect(text()).toContain(refusals['daily-cap'])
})

test('RS10 a waiting move is named in the list and can be taken back while it is here', async () => {
  const request = { kind: 'reschedule', requestId: bookingIdOf(9), toSlotId: slots[1]!.id } as const
  const call = ownSessionIn(100, 3, { request })
  const syncByRecord = new Map([[call.id, 'saved-here' as const]])
  const { body, text, workspace } = await render('student', [call], { syncByRecord }, '/sessions')
  expect(text()).toContain('Moving – waiting to be sent')
  expect(text()).toMatch(/To \w+ 20 Nov/)
  const [withdraw] = [...body.querySelectorAll<HTMLElement>('button')].filter(
    button => button.textContent === 'Take it back'
  )
  await click(withdraw!)
  expect(workspace.getState().calls[0]).not.toHaveProperty('request')
})

test('RS10 what was sent cannot be taken back', async () => {
  const request = { kind: 'reschedule', requestId: bookingIdOf(9), toSlotId: slots[1]!.id } as const
  const call = ownSessionIn(100, 3, { request })
  const { text } = await render('student', [call], { syncByRecord: new Map([[call.id, 'sent' as const]]) }, '/sessions')
  expect(text()).toContain('Moving – waiting for the answer')
  expect(text()).not.toContain('Take it back')
})

test('RS7 the card tells where a session has been, who moved it and why', async () => {
  const move = {
    requestId: bookingIdOf(9),
    by: 'coach' as const,
    at: testNow - hourMs,
    reason: 'A train',
    fromSlotId: slots[0]!.id,
    toSlotId: slots[1]!.id,
    reopenSlot: true
  }
  const call = ownSessionIn(54, 3, { moves: [move] })
  const { body } = await render('student', [call], {}, `/sessions?session=${call.id}`)
  expect(dialogOf(body).textContent).toContain('By Anna Berg')
  expect(dialogOf(body).textContent).toContain('Reason: A train')
})

test('PC1 PC2 the card books the next session with the same student', async () => {
  const call = sessionIn(-2, 3)
  const { body, text, workspace } = await render('coach', [call], {}, `/sessions?session=${call.id}`)
  await click(getControl(body, 'Book the next session…'))
  const dialog = [...body.querySelectorAll<HTMLElement>('[role="dialog"]')].at(-1)!
  expect(dialog.textContent).toContain('Book Maya Chen’s next session')
  await act(async () =>
    [...dialog.querySelectorAll<HTMLInputElement>('input')].find(({ value }) => value === slots[0]!.id)!.click()
  )
  await click(getControl(dialog, 'Pencil in'))
  const made = workspace.getState().calls.find(({ status }) => status === 'pencilled')
  expect(made).toMatchObject({ slotId: slots[0]!.id, otherId: call.otherId })
  expect(text()).toContain('Maya Chen pencilled in')
})

test('PC11 a pencilled session stands among the upcoming, marked in words', async () => {
  const call = sessionIn(30, 3, { status: 'pencilled' })
  const { text } = await render('coach', [call], { syncByRecord: new Map([[call.id, 'saved-here']]) }, '/sessions')
  expect(text()).toContain('Pencilled in – waiting to be sent')
  expect(text()).toContain('Upcoming1')
})
