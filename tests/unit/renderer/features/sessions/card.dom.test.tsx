import { act } from 'react'
import { expect, test } from 'vitest'
import type { Notice } from '#domain/model/notice.ts'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'
import { click, eventually, getControl, renderWithStores, testNow } from '../../render-with-stores.tsx'

const open = (role: 'coach' | 'student', call: SessionCopy, workspace: Partial<WorkspaceStoreState> = {}) =>
  renderWithStores(<SessionsPage />, {
    role,
    route: `/sessions?session=${call.id}`,
    workspace: { coaches: [anna], calls: [call], ...workspace }
  })

test('BL3 a coach blocks the student of a session after a question, and takes it back', async () => {
  const page = await open('coach', sessionIn(20, 1))
  await click(getControl(page.body, 'Block Maya Chen…'))
  expect(page.text()).toContain('is not told')
  expect([...page.workspace.getState().blocked]).toEqual([])
  await click(getControl(page.body, 'Block'))
  expect([...page.workspace.getState().blocked]).toEqual(['mayachen01'])
  expect(page.text()).toContain('Maya Chen is blocked')
  await click(getControl(page.body, 'Unblock Maya Chen'))
  expect([...page.workspace.getState().blocked]).toEqual([])
})

test('BL3 a student sees nothing of it, and neither does a coach whose server knows no blocks', async () => {
  expect((await open('student', ownSessionIn(20, 1))).text()).not.toContain('Block')
  expect((await open('coach', sessionIn(20, 1), { capabilities: [] })).text()).not.toContain('Block')
})

test.each([
  [{ kind: 'phone', caller: 'coach' }, 'By phone: Anna Berg calls you'],
  [{ kind: 'phone', caller: 'student' }, 'By phone: you call'],
  [{ kind: 'address', address: 'Long Lane 3\n2nd floor' }, 'Long Lane 3'],
  [{ kind: 'link', link: 'https://meet.example/anna' }, 'https://meet.example/anna']
] as const)('HM3 a student reads how the two meet: %j', async (meeting, words) => {
  const page = await open('student', ownSessionIn(20, 1, { meeting }))
  expect(page.text()).toContain('How you meet')
  expect(page.text()).toContain(words)
  const link = page.body.querySelector('a[href^="https://meet.example"]')
  expect(link?.getAttribute('rel')).toBe(meeting.kind === 'link' ? 'noopener noreferrer' : undefined)
})

test('BK23 both read the message, each in their own words', async () => {
  const message = 'About the interview.'
  const coach = await open('coach', sessionIn(20, 1, { message }))
  expect(coach.text()).toContain('Message from Maya Chen')
  expect(coach.text()).toContain(message)
  const student = await open('student', ownSessionIn(20, 1, { message, id: bookingIdOf(1) }))
  expect(student.text()).toContain('Your message when you booked')
})

const actionId = 'ac0'.padStart(32, '0')
const otherActionId = 'ac1'.padStart(32, '0')
const boxOf = (body: HTMLElement, text: string) =>
  [...body.querySelectorAll('label')].find(label => label.textContent === text)?.control as HTMLInputElement | undefined

test('SU3 the card of a session ahead has the open actions of those before: a coach ticks the own ones', async () => {
  const made = { madeAt: testNow - 9, editedAt: testNow - 9 }
  const before = sessionIn(-50, 1, {
    status: 'completed',
    actions: {
      [actionId]: { ...made, owner: 'coach', text: 'Find a book' },
      [otherActionId]: { ...made, owner: 'student', text: 'Read chapter 2' }
    }
  })
  const ahead = sessionIn(20, 2)
  const { body, workspace } = await open('coach', ahead, { calls: [before, ahead] })
  expect(boxOf(body, 'Read chapter 2')?.disabled).toBe(true)
  await click(boxOf(body, 'Find a book')!)
  expect(workspace.getState().calls[0]?.actions?.[actionId]).toMatchObject({ doneAt: testNow })
  expect(boxOf(body, 'Find a book')).toBeUndefined()
})

test('SU3 a student ticks there what is theirs', async () => {
  const shared = { actions: { [otherActionId]: { text: 'Read chapter 2', madeAt: 1 } }, at: testNow }
  const own = [ownSessionIn(-50, 1, { status: 'completed', shared }), ownSessionIn(20, 2)] as const
  const { body, workspace } = await open('student', own[1], { calls: own })
  await click(boxOf(body, 'Read chapter 2')!)
  expect(workspace.getState().calls[0]?.ticks?.[otherActionId]).toMatchObject({ doneAt: testNow })
})

test('SU10 whoever opens a session has read what its coach wrote, also where that is renewed meanwhile', async () => {
  const shared = { summary: 'We began', actions: {}, at: testNow }
  const call = ownSessionIn(-50, 1, { status: 'completed', shared })
  const told = (id: string, bookingId: string): Notice => ({
    id,
    kind: 'notice',
    topic: 'session-shared',
    at: testNow,
    subject: { collection: 'calls', id: bookingId },
    bookingId,
    dismissed: false
  })
  const notices = [told('notice:session-shared:a:once', call.id), told('notice:session-shared:b:once', bookingIdOf(2))]
  const { workspace } = await open('student', call, { notices })
  const asides = () => workspace.getState().notices.map(({ dismissed }) => dismissed)
  await eventually(() => expect(asides()).toEqual([true, false]))
  await act(async () => workspace.setState({ notices }))
  await eventually(() => expect(asides()).toEqual([true, false]))
})
