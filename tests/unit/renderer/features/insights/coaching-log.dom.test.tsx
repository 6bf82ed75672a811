import { expect, onTestFinished, test, vi } from 'vitest'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { hourMs } from '#domain/time/durations.ts'
import { capabilities } from '#domain/versions/product-version.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { InsightsPage } from '#renderer/features/insights/insights-page.tsx'
import { buildCall } from '../../../domain/builders.ts'
import { click, eventually, getControl, type Rendered, renderWithStores } from '../../render-with-stores.tsx'

const call = (id: number, startsAt: string, more: Partial<SessionCopy> = {}): SessionCopy =>
  buildCall({
    id: id.toString(16).padStart(32, '0'),
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(startsAt) + 2 * hourMs,
    status: 'completed',
    otherId: 'annaapfel',
    otherName: 'Anna Apfel',
    otherPhone: '+4915111111111',
    ...more
  })
const bert = { otherId: 'bertbirne', otherName: 'Bert Birne', otherPhone: '+4915122222222' }
const calls = [
  call(1, '2026-11-03T10:00Z', { paid: true }),
  call(2, '2026-11-04T10:00Z', { ...bert, paid: false }),
  call(3, '2026-11-10T10:00Z'),
  call(4, '2026-11-11T10:00Z', { status: 'no-show', paid: true })
]
const dossier = (studentId: string, agreedToLog: boolean): readonly [string, Dossier] => [
  studentId,
  { id: createDossierId(studentId), kind: 'dossier', agreedToLog, editedAt: 1 }
]
const dossiers = new Map([dossier('annaapfel', true), dossier('bertbirne', false)])
const account = { ...coachAccount, zone: 'Europe/Berlin' }
const open = (view: string, more: object = {}) =>
  renderWithStores(<InsightsPage />, {
    account,
    workspace: { calls, dossiers, ...more },
    route: `/insights?view=${view}`
  })
const rowsOf = (page: Rendered) =>
  [...page.body.querySelectorAll('tbody tr, tfoot tr')].map(row =>
    [...row.querySelectorAll('th, td')].map(cell => cell.textContent)
  )

test('IN5 IN6 the log names who agreed, and counts the others in one line', async () => {
  const page = await open('log')
  const [anna, others, total] = rowsOf(page)
  expect([anna?.[0], ...(anna?.slice(2) ?? [])]).toEqual([
    'Anna Apfel',
    '3 Nov 2026',
    '10 Nov 2026',
    '2',
    '4',
    '2',
    '0',
    '2'
  ])
  expect(page.body.querySelector('a[href="tel:+4915111111111"]')).not.toBeNull()
  expect(others).toEqual(['1 student who did not agree', '–', '–', '–', '1', '2', '0', '2', '0'])
  expect(total).toEqual(['Total', '', '', '', '3', '6', '2', '2', '2'])
  expect(page.text()).not.toContain('Bert')
  expect(page.text()).not.toContain('2222')
})

test('IN6 the file of the log holds the same, with numbers that are no formula', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL')
  onTestFinished(() => saved.mockRestore())
  const page = await open('log')
  await click(getControl(page.body, 'Save as CSV: Coaching log'))
  await eventually(() => expect(saved).toHaveBeenCalledOnce())
  const file = saved.mock.calls[0]?.[0]
  const text = file instanceof Blob ? await file.text() : ''
  expect(text).toContain('\r\nAnna Apfel,tel:+4915111111111,2026-11-03,2026-11-10,2,4,2,0,2\r\n')
  expect(text).toContain('\r\n1 student who did not agree,,,,1,2,0,2,0\r\n')
  expect(text).not.toMatch(/Bert|22222222/)
})

test('FB8 the list of payments shows what is to be paid, and notes it', async () => {
  const page = await open('payments')
  const list = () => [...page.body.querySelectorAll('li')].map(item => item.textContent)
  // The newest first; the session that was missed is none that was held.
  expect(list()).toHaveLength(2)
  expect(list()[0]).toContain('Anna Apfel')
  const [control] = page.body.querySelectorAll('li [role="radiogroup"]')
  const yes = [...(control?.querySelectorAll('input') ?? [])].find(input => input.value === 'yes')
  if (yes === undefined) throw new Error('no way to say that it is paid')
  await click(yes)
  await eventually(() => expect(page.text()).toContain('Sessions: 2 paid, 1 not paid, 0 not said'))
  // What was just noted can still be changed.
  expect(list()).toHaveLength(2)
})

test('FB8 payments are offered with a server alone that knows them', async () => {
  const older = capabilities.filter(name => name !== 'paid')
  const page = await open('payments', { capabilities: older })
  expect(page.text()).not.toContain('Payments')
  expect(page.text()).toContain('By month')
})
