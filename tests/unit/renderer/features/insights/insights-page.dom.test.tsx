import { expect, onTestFinished, test, vi } from 'vitest'
import type { OfferedMonth } from '#domain/model/offered.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { hourMs } from '#domain/time/durations.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { maya } from '#renderer/dev/sample-data.ts'
import { InsightsPage } from '#renderer/features/insights/insights-page.tsx'
import { buildCall } from '../../../domain/builders.ts'
import { click, eventually, getControl, type Rendered, renderWithStores } from '../../render-with-stores.tsx'

// Berlin's clock: the second one is in October for UTC alone.
const call = (id: number, startsAt: string, more: Partial<SessionCopy> = {}): SessionCopy =>
  buildCall({
    id: id.toString(16).padStart(32, '0'),
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(startsAt) + 2 * hourMs,
    status: 'completed',
    otherId: maya.id,
    otherName: maya.name,
    ...more
  })
const calls = [
  call(1, '2025-06-01T10:00Z'),
  call(2, '2026-10-31T23:30Z', { satisfaction: 4 }),
  call(3, '2026-11-05T10:00Z', { satisfaction: 3, otherId: 'omarhaddad', otherName: '=Omar, "O"' }),
  call(4, '2026-11-06T10:00Z', { status: 'no-show' })
]
const account = { ...coachAccount, zone: 'Europe/Berlin' }
const offeredIn = (month: string, booked: readonly string[], free: readonly string[]): OfferedMonth => ({
  id: `offered:${month}`,
  kind: 'offered',
  since: Date.parse('2026-10-10T12:00Z'),
  booked: booked.map(at => Date.parse(at)),
  open: free.map(at => Date.parse(at))
})
const offered = [
  // Half past midnight in Berlin, and November there.
  offeredIn('2026-10', ['2026-10-12T08:00Z'], ['2026-10-13T08:00Z', '2026-10-31T23:30Z']),
  offeredIn('2026-11', ['2026-11-05T10:00Z', '2026-11-06T10:00Z'], [])
]
interface ShownData {
  readonly calls: readonly SessionCopy[]
  readonly offered?: readonly OfferedMonth[]
  readonly capabilities?: readonly string[]
}
const open = (workspace: ShownData, route = '/insights') =>
  renderWithStores(<InsightsPage />, { account, workspace, route })
const rowsOf = (page: Rendered, table: number) =>
  [...(page.body.querySelectorAll('table')[table]?.querySelectorAll('tbody tr, tfoot tr') ?? [])].map(row =>
    [...row.querySelectorAll('th, td')].map(cell => cell.textContent)
  )

test('sessions are counted by month and by student, in the coach’s own zone', async () => {
  const page = await open({ calls })
  expect(rowsOf(page, 0)).toEqual([
    ['Nov 2026', '2', '4', '1', '0', '0', '0', '0', '0', '3.5', '–'],
    ['Total', '2', '4', '1', '0', '0', '0', '0', '0', '3.5', '–']
  ])
  expect(rowsOf(page, 1).map(([name, held]) => [name, held])).toEqual([
    [maya.name, '1'],
    ['=Omar, "O"', '1'],
    ['Total', '2']
  ])
  expect(page.body.querySelector(`a[href="/students/${maya.id}"]`)).not.toBeNull()
})

test('the range is in the address, and days without a session say so', async () => {
  const all = await open({ calls }, '/insights?range=all')
  expect(rowsOf(all, 0).map(([month]) => month)).toEqual(['Jun 2025', 'Nov 2026', 'Total'])
  const none = await open({ calls }, '/insights?from=2026-01-01&to=2026-01-31')
  expect(none.text()).toContain('No sessions in these days')
  const reversed = await open({ calls }, '/insights?from=2026-02-01&to=2026-01-31')
  expect(reversed.text()).toContain('The last day is before the first')
})

test('charts of several months stand by their table; of one month there is none', async () => {
  const labels = (page: Rendered) =>
    [...page.body.querySelectorAll('svg[role="img"]')].map(chart => chart.getAttribute('aria-label'))
  expect(labels(await open({ calls }))).toEqual([])
  const page = await open({ calls }, '/insights?range=all')
  // From June of one year to November of the next, with the months between them.
  expect(labels(page)).toEqual([
    'Sessions of 18 months as bars. The table “By month” says the same.',
    'Averages of scores of 18 months as lines. The table “By month” says the same.'
  ])
  const [bars, lines] = page.body.querySelectorAll('svg[role="img"]')
  const heights = [...(bars?.querySelectorAll('rect') ?? [])].map(rect => Number(rect.getAttribute('height')))
  expect(heights.filter(height => height > 0)).toHaveLength(3)
  // In November two were held, and one was missed: one bar is twice as high as the other two.
  const [low = 0, high = 0, missed = 0] = heights.filter(height => height > 0)
  expect([high / low, missed / low]).toEqual([expect.closeTo(2), expect.closeTo(1)])
  expect(lines?.querySelectorAll('circle')).toHaveLength(1)
  expect(bars?.closest('section')?.querySelector('table')).not.toBeNull()
})

test('what only a newer version can count is said, and has a column', async () => {
  const page = await open({ calls: [...calls, call(5, '2026-11-07T10:00Z', { status: 'newer' })] })
  expect(page.text()).toContain('1 session needs a newer version of CoachDesk to be counted right')
  expect(page.body.querySelector('thead')?.textContent).toContain('Unclear')
})

test('who has no sessions is told what will be here', async () => {
  const page = await open({ calls: [call(1, '2026-11-05T10:00Z', { status: 'declined' })] })
  expect(page.text()).toContain('No sessions yet')
  expect(page.body.querySelector('table')).toBeNull()
})

test('a table is saved as CSV, in which no name is a formula', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL')
  onTestFinished(() => saved.mockRestore())
  const page = await open({ calls })
  await click(getControl(page.body, 'Save as CSV: By student'))
  await eventually(() => expect(saved).toHaveBeenCalledOnce())
  const file = saved.mock.calls[0]?.[0]
  const text = file instanceof Blob ? await file.text() : ''
  expect(text).toContain(`\r\n${maya.name},1,2,1,`)
  expect(text).toContain(`\r\n"'=Omar, ""O""",1,2,0,`)
  expect(text).toContain('\r\nTotal,2,4,1,')
})

test('IN8 IN11 the fill rate stands by month, with since when it was recorded', async () => {
  const page = await open({ calls: [...calls, call(6, '2026-09-05T10:00Z')], offered })
  expect(rowsOf(page, 1)).toEqual([
    [expect.stringMatching(/^Sept? 2026$/), '–', '–', '–', 'not recorded'],
    ['Oct 2026', '2', '1', '50%', expect.stringMatching(/^since .*10/)],
    ['Nov 2026', '3', '2', '67%', 'yes'],
    ['Total', '5', '3', '60%', '']
  ])
  const chart = [...page.body.querySelectorAll('svg[role="img"]')].find(one =>
    one.getAttribute('aria-label')?.startsWith('Fill rate of 3 months')
  )
  const heights = [...(chart?.querySelectorAll('rect') ?? [])].map(rect => Number(rect.getAttribute('height')))
  // One that was not recorded is drawn apart, in full height.
  expect(heights.map(height => Math.round((100 * height) / (heights[0] ?? 1)))).toEqual([100, 50, 67])
  expect(page.text()).toContain('60%of 5 slots')
})

test('IN11 the file of the fill rate says what was not recorded', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL')
  onTestFinished(() => saved.mockRestore())
  const page = await open({ calls: [call(6, '2026-09-05T10:00Z')], offered })
  await click(getControl(page.body, 'Save as CSV: Fill rate'))
  await eventually(() => expect(saved).toHaveBeenCalledOnce())
  const file = saved.mock.calls[0]?.[0]
  const text = file instanceof Blob ? await file.text() : ''
  expect(text).toContain(
    'Month,Slots offered,Booked,Fill rate (%),Recorded\r\n2026-09,,,,not recorded\r\n2026-10,2,1,50,'
  )
  expect(text).toContain('2026-11,3,2,67,yes\r\nTotal,5,3,60,')
})

test('IN11 where nothing was recorded the page says so, and why', async () => {
  expect((await open({ calls })).text()).toContain('Not recorded: none of your slots has begun in these days')
  const older = await open({ calls, capabilities: [] })
  expect(older.text()).toContain('Your server needs a newer version of CoachDesk for this')
})

test('IN8 who offered slots that nobody booked sees so, without a session', async () => {
  const page = await open({ calls: [], offered: [offeredIn('2026-11', [], ['2026-11-05T10:00Z'])] })
  expect(rowsOf(page, 0)).toEqual([
    ['Nov 2026', '1', '0', '0%', 'yes'],
    ['Total', '1', '0', '0%', '']
  ])
})
