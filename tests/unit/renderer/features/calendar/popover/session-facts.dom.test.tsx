import { expect, test } from 'vitest'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData, maya } from '#renderer/dev/sample-data.ts'
import { SessionFacts } from '#renderer/features/calendar/popover/session-facts.tsx'
import { click, eventually, getControl, renderWithStores } from '../../../render-with-stores.tsx'

test('HM3 a booked slot says how to reach the student, how the two meet, and what was noted last', async () => {
  const { calls = [] } = createSampleData(coachAccount)
  const call = calls.findLast(({ otherId, status }) => otherId === maya.id && status === 'confirmed')
  if (call === undefined) throw new Error('no session')
  const meeting = { kind: 'phone', caller: 'coach' } as const
  const page = await renderWithStores(<SessionFacts call={{ ...call, meeting }} />, { workspace: { calls } })
  expect(page.text()).toContain('By phone: you call')
  expect(page.text()).toContain('Last notes')
  expect(page.text()).toContain('Draft of the cover letter')
  // What is done is not to be done.
  expect(page.text()).toContain('Open actions')
  const findBox = () =>
    [...page.body.querySelectorAll('label')].find(({ textContent }) => textContent === 'Read the cover letter')?.control
  await click(findBox() as HTMLElement)
  expect(findBox()).toBeUndefined()
  expect(page.text()).not.toContain('Send the list of foundations')
  expect(page.body.querySelector(`a[href="tel:${maya.phone}"]`)).not.toBeNull()
  expect(getControl(page.body, 'Student’s page').getAttribute('href')).toBe(`/students/${maya.id}`)
})

test('notes stand as their Markdown means them', async () => {
  const { calls = [] } = createSampleData(coachAccount)
  const noted = calls.map(call => (call.notes === undefined ? call : { ...call, notes: 'Reads **slowly**.' }))
  const call = noted.findLast(({ otherId, status }) => otherId === maya.id && status === 'confirmed')
  if (call === undefined) throw new Error('no session')
  const page = await renderWithStores(<SessionFacts call={call} />, { workspace: { calls: noted } })
  await eventually(() => expect(page.body.querySelector('strong')?.textContent).toBe('slowly'))
  expect(page.text()).not.toContain('**')
})
