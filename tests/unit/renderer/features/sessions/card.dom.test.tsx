import { expect, test } from 'vitest'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'
import { click, getControl, renderWithStores } from '../../render-with-stores.tsx'

const open = (role: 'coach' | 'student', call: SessionCopy, workspace: Partial<WorkspaceStoreState> = {}) =>
  renderWithStores(<SessionsPage />, {
    role,
    route: `/sessions?session=${call.id}`,
    workspace: { coaches: [anna], calls: [call], ...workspace }
  })

test('BL3 a coach blocks the student of a session after a question, and takes it back', async () => {
  const page = await open('coach', sessionIn(20, 1))
  await click(getControl(page.body, 'Block Maya Chen…'))
  expect(page.text()).toContain('Nobody is told')
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
