import { expect, test } from 'vitest'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { HoursPage } from '#renderer/features/hours/hours-page.tsx'
import {
  click,
  eventually,
  getControl,
  getField,
  type Rendered,
  renderWithStores,
  testNow,
  type
} from '../../render-with-stores.tsx'

const own = ({ workspace }: Rendered) => workspace.getState().coaches.find(({ id }) => id === coachAccount.userId)
const openStarts = ({ workspace }: Rendered) =>
  workspace.getState().slots.flatMap(slot => (slot.status === 'open' ? [slot.startsAt] : []))
const findTime = (body: HTMLElement, name: string) =>
  body.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)!
const render = (more = {}) =>
  renderWithStores(<HoursPage />, { route: '/hours', workspace: { ...createSampleData(coachAccount), ...more } })

test('AV1 AV7 weekly hours and a holiday are one save, previewed before, and one undo', async () => {
  const rendered = await render()
  const { body, text, workspace } = rendered
  const before = openStarts(rendered)
  expect(getControl(body, 'Save hours').hasAttribute('disabled')).toBe(true)
  await click(getControl(body, 'Add a start on Monday'))
  await click(getControl(body, 'Add a start on Monday'))
  await click(getControl(body, 'Copy to… the starts of Monday'))
  await click(getControl(body, 'Wednesday'))
  await click(getControl(body, 'Add days off'))
  await click(getControl(body, '23 November 2026'))
  await click(getControl(body, '27 November 2026'))
  await type(getField(body, 'Note for students'), 'On holiday')
  // Eight weeks of two slots on two days, without the week off, and without what is taken by hand already.
  await eventually(() => expect(text()).toContain('Adds 26 slots'))
  expect(text()).toContain('2 slots that you opened by hand stay')
  expect(text()).toContain('1 session is booked in this time')
  getControl(body, 'Move the session with Maya Chen, Tue 24 Nov, 15:00–17:00')
  expect(openStarts(rendered)).toEqual(before)

  await click(getControl(body, 'Save hours'))
  await eventually(() => expect(openStarts(rendered)).toHaveLength(before.length + 26))
  expect(own(rendered)?.availability).toMatchObject({
    weekly: [
      { weekday: 1, starts: [540, 660] },
      { weekday: 3, starts: [540, 660] }
    ],
    overrides: ['23', '24', '25', '26', '27'].map(day => ({ date: `2026-11-${day}`, starts: [], note: 'On holiday' }))
  })
  expect(text()).toContain('23 – 27 Nov 2026 · Off · On holiday')
  expect(workspace.getState().journal.filter(({ kind }) => kind === 'hours-saved')).toHaveLength(1)
  await click(getControl(body, 'Undo'))
  await eventually(() => expect(openStarts(rendered)).toEqual(before))
  expect(own(rendered)?.availability).toBeUndefined()
})

test('starts closer than two hours are marked at their day, and nothing can be saved', async () => {
  const { body, text } = await render()
  await click(getControl(body, 'Add a start on Monday'))
  await click(getControl(body, 'Add a start on Monday'))
  await type(findTime(body, 'Monday, start 2'), '10:30')
  expect(text()).toContain('Start each at least two hours after the one before.')
  expect(text()).toContain('Mend what is marked above')
  expect(getControl(body, 'Save hours').hasAttribute('disabled')).toBe(true)
  await type(findTime(body, 'Monday, start 2'), '11:30')
  await eventually(() => expect(text()).toMatch(/Adds \d+ slots/))
  expect(getControl(body, 'Save hours').hasAttribute('disabled')).toBe(false)
})

test('what is typed is a draft: it is there again when the page is opened anew, and can be discarded', async () => {
  const values = { adding: 'off', from: '2026-12-07', to: '', note: 'With my sister in No' } as const
  const drafts = [{ form: 'hours', subjectId: coachAccount.userId, values, savedAt: testNow }] as const
  const { body, text, workspace } = await render({ drafts })
  expect(text()).toContain('7 Dec 2026, 1 day')
  await type(getField(body, 'Note for students'), 'With my sister in Norway')
  expect(workspace.getState().drafts).toMatchObject([{ values: { ...values, note: 'With my sister in Norway' } }])
  await click(getControl(body, 'Discard changes'))
  expect(workspace.getState().drafts).toEqual([])
})

test('a refusal of the store is shown, and the changes stay', async () => {
  const saveHours = () => Promise.resolve({ ok: false, refusal: 'storage-full' } as const)
  const { body, text } = await render({ saveHours })
  await click(getControl(body, 'Add a start on Friday'))
  await click(getControl(body, 'Save hours'))
  expect(text()).toMatch(/space|full/)
  expect(findTime(body, 'Friday, start 1').value).toBe('09:00')
})

test('a server without weekly hours says so in the page’s place; before the page has arrived there is nothing to edit', async () => {
  const old = await render({ capabilities: [] })
  expect(old.text()).not.toContain('Each week')
  const empty = await renderWithStores(<HoursPage />, { route: '/hours' })
  expect(empty.text()).toContain('Your public page comes first')
  const profile = {
    id: coachAccount.userId,
    displayName: 'Anna Berg',
    headline: '',
    bio: '',
    zone: 'Europe/Berlin',
    policy: { ...defaultBookingPolicy, horizonDays: 30 }
  }
  const near = await renderWithStores(<HoursPage />, { route: '/hours', workspace: { coaches: [profile] } })
  expect(near.text()).toContain('Students can book up to 30 days ahead')
})
