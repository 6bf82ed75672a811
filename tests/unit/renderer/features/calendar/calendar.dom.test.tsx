import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { CalendarPage } from '#renderer/features/calendar/calendar-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import {
  getField,
  type Rendered,
  type RenderOptions,
  renderWithStores,
  settleChunks,
  type
} from '../../render-with-stores.tsx'

const at = (text: string) => Date.parse(text)
const idAt = (text: string) => createSlotId(coachAccount.userId, at(text))

async function renderCalendar(
  route = '/calendar?date=2026-11-18&view=agenda',
  workspace: RenderOptions['workspace'] = {}
) {
  const sample = createSampleData(coachAccount)
  const rendered = await renderWithStores(<CalendarPage />, { route, workspace: { ...sample, ...workspace } })
  await settleChunks()
  return rendered
}

function findByText({ body }: Rendered, selector: string, words: string): HTMLElement {
  const found = [...body.querySelectorAll<HTMLElement>(selector)].filter(element =>
    element.textContent?.includes(words)
  )
  if (found.length === 0) throw new Error(`no ${selector} says "${words}"`)
  return found.at(-1)!
}

async function click(element: HTMLElement) {
  await act(async () => element.click())
  await settleChunks()
}

async function press(element: HTMLElement, key: string, keys: KeyboardEventInit = {}) {
  await act(async () => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys }))
  })
  await settleChunks()
}

async function fill(rendered: Rendered, type: 'date' | 'time', value: string) {
  const input = rendered.body.querySelector<HTMLInputElement>(`input[type="${type}"]`)!
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, value)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

// Toasts outlive the page that showed them.

const openSlotAt = (startsAt: number) => ({
  id: createSlotId(coachAccount.userId, startsAt),
  coachId: coachAccount.userId,
  startsAt,
  endsAt: startsAt + 7_200_000,
  status: 'open' as const
})

const starts = ({ workspace }: Rendered) => workspace.getState().slots.map(slot => slot.startsAt)

test('the agenda tells the four looks apart in words and names who booked', async () => {
  const rendered = await renderCalendar()
  const text = rendered.text()
  for (const word of ['Open', 'Waiting', 'Declined', 'Booked', 'Omar Haddad']) expect(text).toContain(word)
  // The other coach's slot of Thursday at 17:00 is none of ours.
  expect(text).not.toContain('17:00–19:00')
})

test('a booked slot leads to its session', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'Omar Haddad'))
  const link = findByText(rendered, 'a', 'Open the session')
  expect(link.getAttribute('href')).toMatch(/^\/sessions\?session=[0-9a-f]{32}$/)
})

test('a declined slot says why, what it met when it arrived, and offers the ways out', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'Declined'))
  expect(rendered.text()).toContain('When it arrived, it met your slot Fri 20 Nov, 11:00–13:00.')
  expect(rendered.text()).not.toContain(refusals['slot-overlaps'])
  for (const action of ['Try again', 'Move to…', 'Remove']) findByText(rendered, 'button', action)
})

test('a new slot is created at the time in the dialog, which shows its end', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'New slot'))
  await fill(rendered, 'date', '2026-11-21')
  await fill(rendered, 'time', '09:05')
  expect(rendered.text()).toContain('Saturday, 21 November 2026, 09:05–11:05, two hours')
  expect(rendered.text()).toContain('Europe/Berlin, GMT+1')
  await click(findByText(rendered, 'button', 'Create slot'))
  expect(starts(rendered)).toContain(at('2026-11-21T08:05:00Z'))
})

test('the dialog says why a time is refused and names the slot it meets', async () => {
  const rendered = await renderCalendar()
  const before = starts(rendered)
  await click(findByText(rendered, 'button', 'New slot'))
  await fill(rendered, 'date', '2026-11-19')
  await fill(rendered, 'time', '08:00')
  expect(rendered.text()).toContain('It meets your slot Thu 19 Nov, 09:00–11:00.')
  expect(findByText(rendered, 'button', 'Create slot').hasAttribute('disabled')).toBe(true)
  await fill(rendered, 'date', '2026-11-17')
  expect(rendered.text()).toContain('This time has already begun.')
  expect(starts(rendered)).toEqual(before)
})

test('a skipped hour is explained and becomes the hour after the change', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'New slot'))
  await fill(rendered, 'date', '2027-03-28')
  await fill(rendered, 'time', '02:30')
  expect(rendered.text()).toContain('skips 02:30')
  await click(findByText(rendered, 'button', 'Create slot'))
  expect(starts(rendered)).toContain(at('2027-03-28T01:30:00Z'))
})

test('of a repeated hour either one can be chosen', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'New slot'))
  await fill(rendered, 'date', '2027-10-31')
  await fill(rendered, 'time', '02:30')
  expect(rendered.body.querySelector<HTMLInputElement>('input[value="first"]')!.checked).toBe(true)
  await click(rendered.body.querySelector<HTMLElement>('input[value="second"]')!)
  await click(findByText(rendered, 'button', 'Create slot'))
  expect(starts(rendered)).toContain(at('2027-10-31T01:30:00Z'))
  expect(starts(rendered)).not.toContain(at('2027-10-31T00:30:00Z'))
})

test.each([
  ['Europe/Berlin', '2027-10-31', '02:30', '1 hour later'],
  ['Australia/Lord_Howe', '2027-04-04', '01:45', '30 minutes later']
])('a repeated time in %s says how much later the second one is', async (zone, date, time, words) => {
  const rendered = await renderWithStores(<CalendarPage />, { account: { ...coachAccount, zone } })
  await click(findByText(rendered, 'button', 'New slot'))
  await fill(rendered, 'date', date)
  await fill(rendered, 'time', time)
  expect(rendered.text()).toContain(`The second ${time}, ${words}`)
})

test('Move to… moves a slot and does not count it as being in its own way', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', '14:00–16:00'))
  await click(findByText(rendered, 'button', 'Move to…'))
  await fill(rendered, 'time', '15:00')
  await click(findByText(rendered, 'form button', 'Move'))
  expect(starts(rendered)).toContain(at('2026-11-19T14:00:00Z'))
  expect(starts(rendered)).not.toContain(at('2026-11-19T13:00:00Z'))
})

test('Alt with an arrow moves the slot that has the focus, and the focus goes with it', async () => {
  const rendered = await renderCalendar()
  const slot = rendered.body.querySelector<HTMLElement>(`[data-event-id="${idAt('2026-11-19T13:00:00Z')}"]`)!
  await press(slot, 'ArrowDown', { altKey: true })
  expect(starts(rendered)).toContain(at('2026-11-19T13:30:00Z'))
  expect(document.activeElement?.getAttribute('data-event-id')).toBe(idAt('2026-11-19T13:30:00Z'))
})

test('a booked slot whose session may not be moved stays where it is and says why', async () => {
  const rendered = await renderCalendar(undefined, {
    findRescheduleRefusal: () => ({ ok: false, refusal: 'move-waiting' })
  })
  const before = starts(rendered)
  await press(findByText(rendered, 'button', 'Omar Haddad'), 'ArrowDown', { altKey: true })
  expect(starts(rendered)).toEqual(before)
  expect(rendered.text()).toContain('This slot is booked.')
})

test('removing asks first, says whom it affects, and can be undone', async () => {
  const rendered = await renderCalendar()
  const slot = rendered.body.querySelector<HTMLElement>(`[data-event-id="${idAt('2026-11-19T13:00:00Z')}"]`)!
  await press(slot, 'Delete')
  expect(rendered.text()).toContain('Students will no longer be able to book these two hours.')
  expect(starts(rendered)).toContain(at('2026-11-19T13:00:00Z'))
  await click(findByText(rendered, 'button', 'Remove slot'))
  expect(starts(rendered)).not.toContain(at('2026-11-19T13:00:00Z'))
  await click(findByText(rendered, 'button', 'Undo'))
  expect(starts(rendered)).toContain(at('2026-11-19T13:00:00Z'))
})

test('PC1 PC11 an open slot is pencilled for a known student, looks spoken for, and can be taken back', async () => {
  const rendered = await renderCalendar()
  const slotId = idAt('2026-11-19T13:00:00Z')
  const block = () => rendered.body.querySelector<HTMLElement>(`[data-event-id="${slotId}"]`)!
  await click(block())
  await click(findByText(rendered, 'button', 'Pencil in…'))
  const input = rendered.body.querySelector<HTMLInputElement>('[role="dialog"] input')!
  await click(input)
  await click(findByText(rendered, '[role="option"]', 'Omar Haddad'))
  await click(findByText(rendered, '[role="dialog"] button', 'Pencil in'))
  expect(block().dataset['look']).toBe('pencilled')
  expect(block().textContent).toContain('Omar Haddad')
  expect(block().textContent).toContain('Pencilled in')
  const { calls, syncByRecord } = rendered.workspace.getState()
  const pencil = calls.find(call => call.slotId === slotId)!
  await act(async () =>
    rendered.workspace.setState({ syncByRecord: new Map(syncByRecord).set(pencil.id, 'saved-here') })
  )
  await click(block())
  const details = rendered.body.querySelector('[data-testid="slot-details"]')!
  expect(details.textContent).toContain('Saved here')
  expect(details.textContent).not.toContain('Confirmed')
  await click(block())
  await press(block(), 'Delete')
  expect(rendered.text()).toContain('A session is about to be put into this slot.')
  await click(block())
  await click(findByText(rendered, 'button', 'Take it back'))
  expect(block().dataset['look']).toBe('open')
})

test('students of one name are told apart where one is chosen, and in the calendar', async () => {
  const { calls = [] } = createSampleData(coachAccount)
  const [first] = calls
  const startsAt = at('2026-11-19T08:00:00Z')
  const met = (n: number, phone: string) => ({
    ...first!,
    id: n.toString(16).padStart(32, '0'),
    otherId: `student00${n}`,
    otherName: 'Sam Student',
    otherPhone: phone,
    status: 'confirmed' as const,
    slotId: createSlotId(coachAccount.userId, startsAt),
    startsAt,
    endsAt: startsAt + 7_200_000
  })
  const both = [met(1, '+4915111111111'), met(2, '+4915122222222')]
  const slot = { id: both[0]!.slotId, coachId: coachAccount.userId, startsAt, endsAt: startsAt + 7_200_000 }
  const open = {
    ...slot,
    id: idAt('2026-11-19T13:00:00Z'),
    startsAt: at('2026-11-19T13:00:00Z'),
    endsAt: at('2026-11-19T15:00:00Z')
  }
  const rendered = await renderCalendar(undefined, {
    calls: both,
    slots: [
      { ...slot, status: 'booked', bookingId: both[0]!.id },
      { ...open, status: 'open' }
    ]
  })
  expect(rendered.text()).toContain('Sam Student · +4915111111111')
  await click(rendered.body.querySelector<HTMLElement>(`[data-event-id="${open.id}"]`)!)
  await click(findByText(rendered, 'button', 'Pencil in…'))
  await click(rendered.body.querySelector<HTMLInputElement>('[role="dialog"] input')!)
  const options = [...rendered.body.querySelectorAll('[role="option"]')].map(option => option.textContent)
  expect(options).toEqual(['Sam Student · +4915111111111', 'Sam Student · +4915122222222'])
})

test('RS1 the details of a booked slot lead to moving its session', async () => {
  const rendered = await renderCalendar()
  await click(findByText(rendered, 'button', 'Omar Haddad'))
  await click(findByText(rendered, 'button', 'Move session…'))
  const dialog = findByText(rendered, '[role="dialog"]', 'Move this session?')
  expect(dialog.querySelector('input[type="radio"][value="slot"]')).toHaveProperty('checked', true)
})

test('RS12 RS13 Alt with an arrow asks to move a session there, says what gives way and what is night', async () => {
  const rescheduleSession = vi.fn(() => Promise.resolve({ ok: true, value: undefined } as const))
  const rendered = await renderCalendar(undefined, { rescheduleSession })
  const booked = findByText(rendered, 'button', 'Omar Haddad')
  const id = booked.getAttribute('data-event-id')!
  const { slots, calls } = rendered.workspace.getState()
  const call = calls.find(({ slotId }) => slotId === id)!
  await act(async () => {
    rendered.workspace.setState({
      slots: [...slots, openSlotAt(call.startsAt + 2 * 3_600_000)],
      calls: calls.map(one => (one === call ? { ...call, otherZone: 'Asia/Tokyo' } : one))
    })
  })
  await press(booked, 'ArrowDown', { altKey: true })
  expect(rendered.text()).toContain('This open slot gives way and is withdrawn:')
  await fill(rendered, 'time', '14:00')
  expect(rendered.text()).toContain('For Omar Haddad this is at night')
  await click(findByText(rendered, '[role="dialog"] button', 'Move session'))
  expect(rescheduleSession).toHaveBeenCalledWith(call.id, {
    toSlotId: idAt('2026-11-19T13:00:00Z'),
    makesSlot: true,
    reason: '',
    reopenSlot: true
  })
})

test('RS12 a refused time says why', async () => {
  const rendered = await renderCalendar(undefined, { previewMove: () => ({ ok: false, refusal: 'student-overlap' }) })
  await press(findByText(rendered, 'button', 'Omar Haddad'), 'ArrowDown', { altKey: true })
  expect(rendered.text()).toContain(refusals['student-overlap'])
  expect(findByText(rendered, '[role="dialog"] button', 'Move session')).toHaveProperty('disabled', true)
})

test('VE10 with a server that cannot do it open slots alone are offered', async () => {
  const rendered = await renderCalendar(undefined, { capabilities: [] })
  await press(findByText(rendered, 'button', 'Omar Haddad'), 'ArrowDown', { altKey: true })
  expect(rendered.text()).toContain('Move it to')
  expect(rendered.text()).not.toContain('Any free time')
})

test('JN4 Ctrl+Z in the calendar takes back the last change', async () => {
  const rendered = await renderCalendar()
  const slot = rendered.body.querySelector<HTMLElement>(`[data-event-id="${idAt('2026-11-19T13:00:00Z')}"]`)!
  await press(slot, 'Delete')
  await click(findByText(rendered, 'button', 'Remove slot'))
  await press(rendered.body.querySelector<HTMLElement>('[data-event-id]')!, 'z', { ctrlKey: true })
  expect(starts(rendered)).toContain(at('2026-11-19T13:00:00Z'))
  expect(rendered.text()).toContain('Undone: Slot removed')
})

/** On a busy machine the turn in which a dialog takes the focus comes late: perhaps after it was answered. */
function delayTurns() {
  const setTimeout = window.setTimeout.bind(window)
  const later = (run: TimerHandler, delayMs = 0) => setTimeout(run, delayMs + 20)
  vi.spyOn(window, 'setTimeout').mockImplementation(later as typeof window.setTimeout)
}

test.each([
  ['', () => undefined],
  [', though the dialog takes it late', delayTurns]
])(
  'after a removal the focus is on the next slot, else on the one before, else where the keys enter%s',
  async (_, prepare) => {
    prepare()
    const own = (text: string) => ({
      id: idAt(text),
      coachId: coachAccount.userId,
      startsAt: at(text),
      endsAt: at(text) + 7_200_000,
      status: 'open' as const
    })
    const times = ['2026-11-19T08:00:00Z', '2026-11-19T13:00:00Z', '2026-11-19T16:00:00Z'] as const
    const rendered = await renderCalendar(undefined, { slots: times.map(own) })
    const focusedId = () => document.activeElement?.getAttribute('data-event-id')
    async function remove(time: string) {
      await press(rendered.body.querySelector<HTMLElement>(`[data-event-id="${idAt(time)}"]`)!, 'Delete')
      await click(findByText(rendered, 'button', 'Remove slot'))
    }
    // The dialog goes in turns of its own, and the focus with it.
    await remove(times[1])
    await expect.poll(focusedId).toBe(idAt(times[2]))
    await remove(times[2])
    await expect.poll(focusedId).toBe(idAt(times[0]))
    await remove(times[0])
    await expect.poll(() => document.activeElement?.textContent).toBe('New slot')
  }
)

test.each(['agenda', 'day', 'week'])(
  'a slot that goes on after midnight is named in the %s of the next day',
  async view => {
    // Where weeks begin on a Sunday the agenda of that Monday shows the day before, too.
    vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-GB')
    const startsAt = at('2026-11-15T21:30:00Z')
    const slot = {
      id: createSlotId(coachAccount.userId, startsAt),
      coachId: coachAccount.userId,
      startsAt,
      endsAt: startsAt + 7_200_000,
      status: 'open' as const
    }
    const rendered = await renderCalendar(`/calendar?date=2026-11-16&view=${view}`, { slots: [slot] })
    expect(rendered.body.querySelector(`[data-event-id="${slot.id}"]`)?.textContent).toContain('Sun 15 Nov')
    expect(rendered.text()).not.toContain('No slots')
  }
)

test('a removal that is refused says so in the dialog', async () => {
  const rendered = await renderCalendar(undefined, {
    removeSlot: () => Promise.resolve({ ok: false, refusal: 'slot-booked' })
  })
  const slot = rendered.body.querySelector<HTMLElement>(`[data-event-id="${idAt('2026-11-19T13:00:00Z')}"]`)!
  await press(slot, 'Delete')
  await click(findByText(rendered, 'button', 'Remove slot'))
  expect(rendered.text()).toContain('A student has booked this slot.')
})

test('copying last week shows what it would create and leave out, and does just that', async () => {
  const rendered = await renderCalendar('/calendar?date=2026-11-25&view=agenda')
  await click(findByText(rendered, 'button', 'Copy last week'))
  const preview = rendered.text()
  expect(preview).toContain('Mon 23 Nov, 13:00–15:00')
  expect(preview).toContain('you have a slot Mon 23 Nov, 10:00–12:00')
  const before = starts(rendered).length
  const confirm = findByText(rendered, 'button', 'Create ')
  const count = Number(/Create (\d+) slots/.exec(confirm.textContent ?? '')![1])
  await click(confirm)
  expect(starts(rendered)).toHaveLength(before + count)
  expect(rendered.text()).toContain(`${count} slots created. 1 time left out.`)
})

test('a week without slots says so and offers to open one', async () => {
  const rendered = await renderCalendar('/calendar?date=2027-05-05&view=agenda')
  expect(rendered.text()).toContain('No slots this week')
  findByText(rendered, 'button', 'New slot')
})

test('a link to one slot opens its day with its details', async () => {
  const id = idAt('2026-11-25T08:00:00Z')
  const rendered = await renderCalendar(`/calendar?slot=${encodeURIComponent(id)}&view=agenda`)
  expect(rendered.body.querySelector('[data-testid="slot-details"]')?.textContent).toContain('Wed 25 Nov, 09:00–11:00')
})

test('the grid shows the week, cuts the night off and lists what lies in it', async () => {
  const startsAt = at('2026-11-19T23:30:00Z')
  const night = { id: createSlotId(coachAccount.userId, startsAt), coachId: coachAccount.userId, startsAt }
  const { slots = [] } = createSampleData(coachAccount)
  const rendered = await renderCalendar('/calendar?date=2026-11-18&view=week', {
    slots: [...slots, { ...night, endsAt: startsAt + 7_200_000, status: 'open' as const }].sort(
      (a, b) => a.startsAt - b.startsAt
    )
  })
  expect(rendered.body.querySelectorAll('[data-cell-date]')).toHaveLength(7 * 36)
  expect(rendered.text()).toContain('1 slot outside')
  expect(findByText(rendered, 'button', 'Open, Fri 20 Nov, 00:30–02:30').dataset['eventId']).toBe(night.id)
})

test('Enter on a cell of the grid opens two hours from its time, and refuses what lies on a slot', async () => {
  const rendered = await renderCalendar('/calendar?date=2026-11-18&view=week')
  const cell = rendered.body.querySelector<HTMLElement>('[data-cell-date="2026-11-21"][data-cell-minutes="570"]')!
  expect(cell.getAttribute('aria-label')).toBe('Sat 21 Nov, 09:30, open a slot here')
  // What a browser makes of Enter on a button: a click that counts no presses.
  await click(cell)
  expect(starts(rendered)).toContain(at('2026-11-21T08:30:00Z'))
  const before = starts(rendered)
  await click(rendered.body.querySelector<HTMLElement>('[data-cell-date="2026-11-21"][data-cell-minutes="660"]')!)
  expect(starts(rendered)).toEqual(before)
  expect(rendered.text()).toContain('It meets your slot Sat 21 Nov, 09:30–11:30.')
})

test('JN9 a day is cancelled from its heading: one reason, then who waits to be told, with the numbers', async () => {
  const rendered = await renderCalendar()
  const control = rendered.body.querySelector<HTMLElement>('[aria-label^="Cancel this day: Thursday, 19 November"]')!
  await click(control)
  const dialog = () => findByText(rendered, '[role="dialog"]', 'Cancel a day: Thursday, 19 November 2026')
  expect(dialog().textContent).toContain('Omar Haddad')
  expect(dialog().textContent).toContain('Open slots that are withdrawn')
  expect(dialog().querySelector('a[href^="tel:"]')).not.toBeNull()
  const confirm = () => findByText(rendered, '[role="dialog"] button', 'Cancel 1 session')
  await click(confirm())
  expect(dialog().textContent).toContain('Say why, so that the students know.')
  await type(getField(rendered.body, 'Reason'), 'I am ill')
  await click(confirm())
  expect(dialog().textContent).toContain('Not told yet: waits for the server')
  expect(dialog().textContent).toContain('Phone those who have not been told.')
  expect(rendered.workspace.getState().calls.filter(({ request }) => request?.kind === 'cancel')).toHaveLength(1)
  expect(starts(rendered)).not.toContain(at('2026-11-19T13:00:00Z'))
})
