import { act } from 'react'
import { beforeAll, expect, test, vi } from 'vitest'
import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { FindSlotPage } from '#renderer/features/find-slot/find-slot-page.tsx'
import { studentAccount } from '#renderer/dev/fake-accounts.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, slotIn, tomek } from '../../shared/booking/booking-samples.ts'
import { click, getControl, getField, renderWithStores, settleChunks, testNow } from '../../render-with-stores.tsx'

beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const dayMs = 86_400_000
/** The student lives in New York: 12:20 UTC is morning there, five hours behind. */
const { zone } = studentAccount
const midnight = (date: string) => Date.parse(`${date}T05:00:00Z`)

function watch(number: number, more: Partial<Watch> = {}): Watch {
  const id = createWatchId(number.toString(16).padStart(32, '0'))
  return { id, kind: 'watch', zone, until: midnight('2026-12-01'), madeAt: testNow - dayMs + number, ...more }
}

const open = (workspace: Partial<WorkspaceStoreState> = {}, route = '/find') =>
  renderWithStores(<FindSlotPage />, {
    role: 'student',
    route,
    workspace: { slots: [slotIn(20), slotIn(40)], coaches: [anna, tomek], ...workspace }
  })

async function press(body: HTMLElement, name: string) {
  await click(getControl(body, name))
  await settleChunks()
}

const ok = () => Promise.resolve({ ok: true, value: 'watch:1' } as const)

test('WL1 what is looked for becomes what is waited for: coach, part of the day, and a day as its weekday until then', async () => {
  const saveWatch = vi.fn(ok)
  const { body, text } = await open({ saveWatch }, `/find?coach=${tomek.id}&day=2026-11-26&part=evening`)
  expect(text()).toContain('No slot fits these filters')
  await press(body, 'Tell me when…')
  await press(body, 'Wait for it')
  const until = midnight('2026-11-27')
  expect(saveWatch).toHaveBeenCalledWith({ coachId: tomek.id, weekdays: [4], part: 'evening', zone, until }, undefined)
  expect(text()).toContain('You are told in the inbox once a slot opens.')
})

test('WL1 without filters it is any slot of four weeks; weekdays can be chosen', async () => {
  const saveWatch = vi.fn(ok)
  const { body } = await open({ saveWatch })
  await press(body, 'Tell me when…')
  await click(getField(body, 'Fri'))
  await click(getField(body, 'Mon'))
  await press(body, 'Wait for it')
  expect(saveWatch).toHaveBeenCalledWith({ weekdays: [1, 5], zone, until: midnight('2026-12-17') }, undefined)
})

test('WL2 the eleventh is refused with the reason, and leads to the ten', async () => {
  const watches = Array.from({ length: 10 }, (_, n) => watch(n))
  const { body, text } = await open({ watches })
  await press(body, 'Tell me when…')
  await press(body, 'Wait for it')
  expect(body.querySelector('[role="alert"]')?.textContent).toContain('You wait for ten things already')
  await press(body, 'Show what you wait for')
  expect(text()).toContain('You can wait for ten things at a time.')
  expect(body.querySelectorAll('[role="dialog"] li')).toHaveLength(10)
})

test('WL1 a watch is changed in place, and ended; one of a newer version can only be ended', async () => {
  const mondays = watch(1, { coachId: anna.id, weekdays: [1], part: 'morning' })
  const { body, text, workspace } = await open({ watches: [mondays, watch(2, { part: 'newer' })] })
  await press(body, 'You wait for 2 things')
  expect(text()).toContain('Anna Berg · Monday · Morning')
  expect(text()).toContain('Until Monday, 30 November 2026.')
  expect([...body.querySelectorAll('[role="dialog"] li button')].map(button => button.textContent)).toEqual([
    'Change',
    'Stop waiting',
    'Stop waiting'
  ])
  await press(body, 'Change: Anna Berg · Monday · Morning')
  await click(getField(body, 'Wed'))
  await press(body, 'Save changes')
  expect(workspace.getState().watches.find(({ id }) => id === mondays.id)).toMatchObject({
    coachId: anna.id,
    weekdays: [1, 3],
    part: 'morning',
    until: mondays.until
  })
  await press(body, 'You wait for 2 things')
  await press(body, 'Stop waiting: Anna Berg · Monday, Wednesday · Morning')
  expect(workspace.getState().watches.map(({ part }) => part)).toEqual(['newer'])
})

test('WL1 made without a network it says that it waits to be sent; one that is over says so', async () => {
  const sync = { kind: 'offline', since: testNow, waiting: 0 } as const
  const ended = watch(1, { until: midnight('2026-11-10') })
  const { body, text } = await open({ sync, watches: [ended], syncByRecord: new Map([[ended.id, 'saved-here']]) })
  await press(body, 'You wait for 1 thing')
  expect(text()).toContain('Over since Monday, 9 November 2026.')
  expect(text()).toContain('Saved here')
  await press(body, 'Close')
  await press(body, 'Tell me when…')
  expect(text()).toContain('you are told of slots from then on')
})

test('BL2 a coach to be asked is named as such, and has no days off in the list', async () => {
  const holiday = { date: '2026-11-20', starts: [], generation: '0000abcd', note: 'At the sea' }
  const availability = { weekly: [], overrides: [holiday], weeksAhead: 4, skips: [] }
  const asked = { ...tomek, availability, whoMayBook: 'my-students' } as const
  const { body, text, workspace } = await open({ coaches: [anna, asked] }, `/find?coach=${tomek.id}`)
  expect(text()).not.toContain('At the sea')
  await press(body, 'Tell me when…')
  expect(text()).toContain('you are not told of slots that open there')
  await act(async () => workspace.setState({ coaches: [anna, { ...asked, whoMayBook: 'everyone' }] }))
  expect(text()).toContain('At the sea')
  expect(text()).not.toContain('you are not told of slots that open there')
})

test('VE10 with a server of before nothing is offered, and it says why; coaches have no waiting list', async () => {
  const { text, workspace } = await open({ capabilities: [] })
  expect(text()).toContain('Once the server has been updated, it can tell you of slots that open.')
  expect(text()).not.toContain('Tell me when')
  await act(async () => workspace.setState({ capabilities: undefined }))
  expect(text()).not.toContain('Once the server has been updated')
})

test('a coach looks only', async () => {
  const { text } = await renderWithStores(<FindSlotPage />, {
    role: 'coach',
    workspace: { slots: [slotIn(20)], coaches: [anna] }
  })
  expect(text()).not.toContain('Tell me when')
})
