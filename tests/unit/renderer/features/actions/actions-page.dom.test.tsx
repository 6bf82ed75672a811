import { act } from 'react'
import { expect, test } from 'vitest'
import { ActionsPage } from '#renderer/features/actions/actions-page.tsx'
import { daysOf } from '#renderer/features/actions/all-actions.ts'
import { eventually } from '../../../../support/eventually.ts'
import { click, getControl, renderWithStores, testNow, type Rendered } from '../../render-with-stores.tsx'
import { ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'

const idOf = (index: number) => (0xac0 + index).toString(16).padStart(32, '0')
const times = { madeAt: testNow - 9, editedAt: testNow - 9 }
const forCoach = { ...times, owner: 'coach' as const }
const forStudent = { ...times, owner: 'student' as const }
const headings = ({ body }: Rendered) => [...body.querySelectorAll('h2')].map(title => title.textContent)
const itemsOf = ({ body }: Rendered, group: string) => {
  const section = [...body.querySelectorAll('section')].find(one => one.querySelector('h2')?.textContent === group)
  return [...(section?.querySelectorAll('li label') ?? [])].map(label => label.textContent)
}
const boxOf = ({ body }: Rendered, text: string) =>
  [...body.querySelectorAll('label')].find(label => label.textContent === text)?.control as HTMLInputElement

// A Wednesday.
const calls = [
  sessionIn(-90, 1, {
    status: 'completed',
    actions: {
      [idOf(1)]: { ...forStudent, text: 'Read chapter 2', dueDate: '2026-11-17' },
      [idOf(2)]: { ...forCoach, text: 'Find a book', dueDate: '2026-11-20' },
      [idOf(3)]: { ...forStudent, text: 'Write a page' },
      [idOf(4)]: { ...forStudent, text: 'Record a longer speech' }
    },
    otherTicks: {
      [idOf(4)]: { doneAt: testNow - 5, editedAt: testNow - 5, text: 'Record a speech' },
      [idOf(5)]: { doneAt: testNow - 6, editedAt: testNow - 6, text: 'Gone since' }
    }
  }),
  sessionIn(-50, 2, { status: 'completed', otherName: 'Omar Haddad', followUps: [{ text: 'Call', done: false }] }),
  sessionIn(-30, 3, { status: 'cancelled', followUps: [{ text: 'Of a cancelled one', done: false }] })
]

test('SU9 a coach sees what is to do of all students: overdue, this week, later, done', async () => {
  const page = await renderWithStores(<ActionsPage />, { workspace: { calls } })
  expect(headings(page)).toEqual(['Overdue', 'This week', 'Later', 'Done'])
  expect(itemsOf(page, 'Overdue')).toEqual(['Read chapter 2'])
  expect(itemsOf(page, 'This week')).toEqual(['Find a book'])
  expect(itemsOf(page, 'Later')).toEqual(['Call', 'Write a page'])
  expect(itemsOf(page, 'Done')).toEqual(['Record a longer speech', 'Gone since'])
  expect(page.text()).toContain('Ticked when it said: “Record a speech”')
  expect(page.text()).toContain('You removed it after Maya Chen had done it.')
  expect(page.text()).not.toContain('Of a cancelled one')
  expect(boxOf(page, 'Read chapter 2').disabled).toBe(true)
})

test('SU3 a coach ticks an own action, follow-ups among them, and can take it back', async () => {
  const page = await renderWithStores(<ActionsPage />, { workspace: { calls } })
  await click(boxOf(page, 'Find a book'))
  await click(boxOf(page, 'Call'))
  expect(itemsOf(page, 'Done')).toContain('Find a book')
  const [first, second] = page.workspace.getState().calls
  expect(first?.actions?.[idOf(2)]).toMatchObject({ doneAt: testNow })
  expect(second?.followUps).toEqual([{ text: 'Call', done: true }])
  await act(() => eventually(() => expect(page.text()).toContain('Ticked: Call')))
})

test('SU9 a coach looks at the students’ alone, or at the own ones', async () => {
  const page = await renderWithStores(<ActionsPage />, { workspace: { calls } })
  await click(page.body.querySelector<HTMLElement>('input[value="coach"]')!)
  expect(itemsOf(page, 'This week')).toEqual(['Find a book'])
  expect(headings(page)).toEqual(['This week', 'Later'])
  await click(page.body.querySelector<HTMLElement>('input[value="student"]')!)
  expect(itemsOf(page, 'Later')).toEqual(['Write a page'])
})

test('SU3 a student reads and ticks what is theirs', async () => {
  const shared = {
    summary: 'We began',
    actions: { [idOf(1)]: { text: 'Read chapter 2', dueDate: '2026-11-18', madeAt: 1 } },
    at: testNow
  }
  const own = ownSessionIn(-50, 1, { status: 'completed', shared })
  const page = await renderWithStores(<ActionsPage />, { role: 'student', workspace: { calls: [own] } })
  expect(itemsOf(page, 'This week')).toEqual(['Read chapter 2'])
  await click(boxOf(page, 'Read chapter 2'))
  expect(page.workspace.getState().calls[0]?.ticks).toEqual({
    [idOf(1)]: { doneAt: testNow, editedAt: testNow, text: 'Read chapter 2' }
  })
  expect(itemsOf(page, 'Done')).toEqual(['Read chapter 2'])
  await click(boxOf(page, 'Read chapter 2'))
  expect(itemsOf(page, 'This week')).toEqual(['Read chapter 2'])
})

test('the page says what belongs here while there is nothing, and leads to the sessions', async () => {
  const page = await renderWithStores(<ActionsPage />, { role: 'student', workspace: { calls: [] } })
  expect(page.text()).toContain('Nothing to do yet')
  expect(getControl(page.body, 'Go to your sessions').getAttribute('href')).toBe('/sessions')
})

test('VE10 a server that does not take actions has no such page, and it says why', async () => {
  const page = await renderWithStores(<ActionsPage />, { workspace: { calls, capabilities: [] } })
  expect(page.text()).toContain('Actions')
  expect(page.text()).not.toContain('Read chapter 2')
})

test('SU9 the week ends where the person lives: Sunday in Germany, Saturday in the United States', () => {
  expect(daysOf(testNow, 'Europe/Berlin', 'de-DE')).toEqual({ today: '2026-11-18', weekEnd: '2026-11-22' })
  expect(daysOf(testNow, 'Europe/Berlin', 'en-US')).toEqual({ today: '2026-11-18', weekEnd: '2026-11-21' })
  expect(daysOf(testNow, 'Pacific/Kiritimati', 'de-DE').today).toBe('2026-11-19')
})
