import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { TodayPage } from '#renderer/features/today/today-page.tsx'
import { click, getControl, renderWithStores, type Rendered, testNow } from '../../render-with-stores.tsx'
import { ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'

const idOf = (index: number) => (0xac0 + index).toString(16).padStart(32, '0')
const boxOf = ({ body }: Rendered, text: string) =>
  [...body.querySelectorAll('label')].find(label => label.textContent === text)?.control as HTMLInputElement

test('a coach sees the next session with its phone and last notes, the inbox, and what is to be wrapped up', async () => {
  const page = await renderWithStores(<TodayPage />, { workspace: createSampleData(coachAccount) })
  expect(page.text()).toContain('Next session')
  expect(page.body.querySelector('a[href^="tel:"]')).not.toBeNull()
  expect(page.text()).toContain('items need you')
  expect(page.text()).toContain('to wrap up')
})

test('a student sees the next session, and coaches to book again', async () => {
  const page = await renderWithStores(<TodayPage />, { role: 'student', workspace: createSampleData(studentAccount) })
  expect(page.text()).toMatch(/Next session|No session ahead/)
  expect(page.body.querySelector('h1')?.textContent).toBe('Today')
})

test('whoever is new on this device is told in one sentence what CoachDesk is for, until it was read', async () => {
  for (const [known, sentence] of [
    [coachAccount, 'Open times in your calendar'],
    [studentAccount, 'Choose a free time of a coach']
  ] as const) {
    const account = { ...known, isFirstVisit: true }
    const endFirstVisit = vi.fn()
    const page = await renderWithStores(<TodayPage />, { account, session: { endFirstVisit } })
    expect(page.text()).toContain(sentence)
    await click(getControl(page.body, 'Got it'))
    expect(endFirstVisit).toHaveBeenCalledOnce()
    await act(async () => page.session.setState({ session: { kind: 'open', account: known, accounts: [known] } }))
    expect(page.text()).not.toContain(sentence)
  }
})

test('who has nothing ahead is told what to do', async () => {
  const page = await renderWithStores(<TodayPage />, {})
  expect(page.text()).toContain('No session ahead')
  expect(page.body.querySelector('a[href="/calendar"]')?.textContent).toBe('Go to the calendar')
})

test('SU9 what a coach is to do is ticked where it is listed, and the next one has the focus', async () => {
  const made = { madeAt: testNow - 9, editedAt: testNow - 9 }
  const call = sessionIn(-90, 1, {
    status: 'completed',
    actions: {
      [idOf(1)]: { ...made, owner: 'coach', text: 'Find a book', dueDate: '2026-11-17' },
      [idOf(2)]: { ...made, owner: 'coach', text: 'Call the school' },
      [idOf(3)]: { ...made, owner: 'student', text: 'Read chapter 2' }
    }
  })
  const page = await renderWithStores(<TodayPage />, { workspace: { calls: [call, sessionIn(20, 2)] } })
  expect(page.text()).toContain('2 things to do')
  // The student’s stand with the next session, to be read.
  expect(boxOf(page, 'Read chapter 2').disabled).toBe(true)
  const box = boxOf(page, 'Find a book')
  box.focus()
  await click(box)
  expect(page.workspace.getState().calls[0]?.actions?.[idOf(1)]).toMatchObject({ doneAt: testNow })
  expect(page.text()).toContain('1 thing to do')
  expect(document.activeElement).toBe(boxOf(page, 'Call the school'))
  await click(boxOf(page, 'Call the school'))
  expect(page.text()).not.toContain('to do')
  expect(document.activeElement).toBe(page.body.querySelector('h1'))
})

const ownCalls = [
  ownSessionIn(-50, 1, {
    status: 'completed',
    shared: { actions: { [idOf(1)]: { text: 'Read chapter 2', madeAt: 1 } }, at: testNow }
  })
]

test('SU3 a student ticks what is theirs there', async () => {
  const page = await renderWithStores(<TodayPage />, { role: 'student', workspace: { calls: ownCalls } })
  await click(boxOf(page, 'Read chapter 2'))
  expect(page.workspace.getState().calls[0]?.ticks?.[idOf(1)]).toMatchObject({
    doneAt: testNow,
    text: 'Read chapter 2'
  })
})

test('VE10 with a server that takes no ticks the boxes can be read alone', async () => {
  const workspace = { calls: ownCalls, capabilities: [] }
  const page = await renderWithStores(<TodayPage />, { role: 'student', workspace })
  expect(boxOf(page, 'Read chapter 2').disabled).toBe(true)
})
