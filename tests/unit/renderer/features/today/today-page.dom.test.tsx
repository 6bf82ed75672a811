import { expect, test } from 'vitest'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { TodayPage } from '#renderer/features/today/today-page.tsx'
import { renderWithStores } from '../../render-with-stores.tsx'

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

test('who has nothing ahead is told what to do', async () => {
  const page = await renderWithStores(<TodayPage />, {})
  expect(page.text()).toContain('No session ahead')
  expect(page.body.querySelector('a[href="/calendar"]')?.textContent).toBe('Go to the calendar')
})
