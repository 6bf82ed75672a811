import { Route, Routes } from 'react-router'
import { expect, test } from 'vitest'
import { bookingPolicySchema, defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { PolicyText } from '#renderer/shared/booking/policy-text.tsx'
import { CoachPage } from '#renderer/features/coach-page/coach-page.tsx'
import { anna, slotIn, tomek } from '../../shared/booking/booking-samples.ts'
import { getControl, renderWithStores } from '../../render-with-stores.tsx'

const workspace = { coaches: [anna, tomek], slots: [slotIn(20), slotIn(30, { coachId: tomek.id }), slotIn(44)] }

function renderCoach(coachId: string, role: 'coach' | 'student' = 'student', more = {}) {
  return renderWithStores(
    <Routes>
      <Route path="/coaches/:coachId" element={<CoachPage />} />
    </Routes>,
    { role, route: `/coaches/${coachId}`, workspace: { ...workspace, ...more } }
  )
}

test('a coach’s page says who, what time it is there, on what terms, and only their slots', async () => {
  const { body, text } = await renderCoach(anna.id)
  expect(body.querySelector('h1')?.textContent).toBe('Anna Berg')
  expect(body.querySelector('strong')?.textContent).toBe('big')
  expect(text()).toContain('Wed 18 Nov, 13:20 now in Berlin')
  expect(text()).toContain('Book at least 1 hour before the start.')
  expect(text()).toContain('Book up to 90 days ahead.')
  expect(text()).toContain('Cancel here until 24 hours before the start; after that, by phone only.')
  expect(body.querySelectorAll('section li')).toHaveLength(2)
  expect(getControl(body, 'Book Thu 19 Nov, 03:20–05:20 with Anna Berg').textContent).toBe('Book')
})

test.each(Object.keys(bookingPolicySchema.shape))('the booking terms say %s in words', async key => {
  const { text } = await renderWithStores(
    <>
      <PolicyText policy={defaultBookingPolicy} />
      {' === '}
      <PolicyText policy={{ ...defaultBookingPolicy, [key]: 7 }} />
    </>
  )
  const [usual, changed] = text().split(' === ')
  expect(changed).not.toBe(usual)
})

test('a coach looks at the page without buttons', async () => {
  const { body, text } = await renderCoach(anna.id, 'coach')
  expect(text()).toContain('Only students can book')
  expect(body.querySelectorAll('section li button')).toHaveLength(0)
})

test('a coach without open slots offers the others', async () => {
  const { body, text } = await renderCoach(anna.id, 'student', { slots: [] })
  expect(text()).toContain('No open slots with Anna Berg')
  expect(getControl(body, 'See all open slots').getAttribute('href')).toBe('/find')
})

test('an unknown coach is said to be unknown, with a way on', async () => {
  const { body, text } = await renderCoach('nobody0001')
  expect(text()).toContain('This coach is not here')
  expect(getControl(body, 'See all open slots').getAttribute('href')).toBe('/find')
})

test('AV7 a day off shows its note where the slots would be', async () => {
  const day = (date: string) => ({ date, starts: [], generation: '00000001', note: 'On holiday' })
  const availability = { weekly: [], overrides: [day('2026-11-23'), day('2026-11-24')], weeksAhead: 8, skips: [] }
  const { text } = await renderCoach(anna.id, 'student', { coaches: [{ ...anna, availability }, tomek], slots: [] })
  expect(text()).toMatch(/Monday, 23 November 2026.*Anna Berg is away on 23 – 24 Nov 2026: On holiday/)
})
