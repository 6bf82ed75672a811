import { act } from 'react'
import { useLocation } from 'react-router'
import { beforeAll, expect, test } from 'vitest'
import type { Slot } from '#domain/model/slot.ts'
import { FindSlotPage } from '#renderer/features/find-slot/find-slot-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, slotIn, tomek } from './booking-samples.ts'
import {
  click,
  getControl,
  type Rendered,
  renderWithStores,
  type RenderOptions,
  testNow,
  type
} from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const first = slotIn(20)
const others = [slotIn(40), slotIn(60), slotIn(80), slotIn(100), slotIn(22, { coachId: tomek.id })]
const all = [first, ...others].sort((a, b) => a.startsAt - b.startsAt)

function Address() {
  const { search } = useLocation()
  return <span data-address>{decodeURIComponent(search)}</span>
}

function render(workspace: Partial<WorkspaceStoreState> = {}, options: RenderOptions = {}) {
  const node = (
    <>
      <FindSlotPage />
      <Address />
    </>
  )
  return renderWithStores(node, {
    role: 'student',
    ...options,
    workspace: { slots: all, coaches: [anna, tomek], ...workspace }
  })
}

const address = ({ body }: Rendered) => body.querySelector('[data-address]')?.textContent ?? ''
const rows = ({ body }: Rendered) => [...body.querySelectorAll('section li')]
const firstLabel = 'Book Thu 19 Nov, 03:20–05:20 with Anna Berg'

async function settle({ workspace }: Rendered, change: Partial<WorkspaceStoreState>) {
  await act(async () => workspace.setState(change))
}

/** From the list to the claim on its way. Returns its booking's id. */
async function bookFirst(page: Rendered): Promise<string> {
  await click(getControl(page.body, firstLabel))
  await click(getControl(page.body, 'Book this slot'))
  const claimed = page.workspace.getState().slots.find(slot => slot.id === first.id)
  return claimed?.bookingId ?? ''
}

const withSlot = ({ workspace }: Rendered, change: Partial<Slot>) => ({
  slots: workspace.getState().slots.map(slot => (slot.id === first.id ? { ...first, ...change } : slot))
})

test('slots stand by date in the student’s zone, with the coach’s clock beside it', async () => {
  const page = await render()
  expect([...page.body.querySelectorAll('h2')].map(title => title.textContent)).toEqual([
    'Thursday, 19 November 2026 3 slots',
    'Friday, 20 November 2026 1 slot',
    'Saturday, 21 November 2026 1 slot',
    'Sunday, 22 November 2026 1 slot'
  ])
  expect(rows(page)[0]?.textContent).toContain('03:20–05:20')
  expect(rows(page)[0]?.textContent).toContain('09:20–11:20 for Anna Berg, in Berlin')
  expect(rows(page)).toHaveLength(all.length)
})

test('coaches of one name are told apart', async () => {
  const namesake = { ...tomek, displayName: anna.displayName, headline: 'Running' }
  const page = await render({ coaches: [anna, namesake] })
  const links = [...page.body.querySelectorAll('section li a')].map(link => link.textContent)
  expect(new Set(links)).toEqual(new Set([`Anna Berg · ${anna.headline}`, 'Anna Berg · Running']))
})

test('filters come from the address and go there', async () => {
  const page = await render({}, { route: `/find?coach=${tomek.id}&part=morning` })
  expect(page.text()).toContain('1 slot')
  expect(rows(page)).toHaveLength(1)
  await click(getControl(page.body, 'Clear filters'))
  expect(rows(page)).toHaveLength(all.length)
  expect(address(page)).toBe('')
})

test('filters that fit nothing say so and offer the way out', async () => {
  const page = await render({}, { route: '/find?day=2027-05-05' })
  expect(page.text()).toContain('No slot fits these filters')
  await click([...page.body.querySelectorAll<HTMLElement>('h2 ~ div button')].at(-1)!)
  expect(rows(page)).toHaveLength(all.length)
})

test('what cannot be booked stands there with its reason and without a button', async () => {
  const soon = slotIn(0.5)
  const page = await render({ slots: [soon, slotIn(20)], calls: [ownSessionIn(21, 3)] })
  expect(rows(page).map(row => row.querySelectorAll('button').length)).toEqual([0, 0])
  expect(page.text()).toContain('Too close to its start: book at least 1 hour ahead')
  expect(page.text()).toContain('You have a session with Anna Berg at this time')
})

test('no open slots: what to do', async () => {
  const page = await render({ slots: [] })
  expect(page.text()).toContain('No open slots right now')
  expect(getControl(page.body, 'Go to my sessions').getAttribute('href')).toBe('/sessions')
})

test('BK1 the question says who, when and until when it can be cancelled; the answer brings the phone', async () => {
  const page = await render()
  await click(getControl(page.body, firstLabel))
  const dialog = page.body.querySelector('[role="dialog"]')
  expect(dialog?.textContent).toContain('Anna Berg')
  expect(dialog?.textContent).toContain('Thursday, 19 November 2026')
  // 24 hours before the start is over already, twenty hours ahead of it.
  expect(dialog?.textContent).toContain('The time to cancel here is already over')
  await click(getControl(page.body, 'Book this slot'))
  expect(page.text()).toContain('Waiting for the server’s answer')
  const bookingId = page.workspace.getState().slots.find(slot => slot.id === first.id)?.bookingId ?? ''
  expect(address(page)).toBe(`?claim=${first.id}~${bookingId}`)

  await settle(page, withSlot(page, { status: 'booked', bookingId }))
  expect(page.text()).toContain('You are booked')
  expect(page.text()).toContain('The phone number is on its way')
  await settle(page, { calls: [{ ...ownSessionIn(20, 0), id: bookingId }] })
  expect(page.body.querySelector('[role="dialog"] a[href^="tel:"]')?.getAttribute('href')).toBe('tel:+4930901820')
  expect(getControl(page.body, 'Open the session').getAttribute('href')).toBe(`/sessions?session=${bookingId}`)
  await click(getControl(page.body, 'Done'))
  expect(address(page)).toBe('')
})

test('BK2, MG1 a lost claim says why and offers the nearest; an impatient second click books nothing', async () => {
  const page = await render()
  const bookingId = await bookFirst(page)
  const declined = {
    ...ownSessionIn(20, 0),
    id: bookingId,
    status: 'declined',
    decline: { reason: 'slot-taken' }
  } as const
  await settle(page, { ...withSlot(page, { status: 'booked', bookingId: bookingIdOf(99) }), calls: [declined] })
  expect(page.text()).toContain('Not booked')
  expect(page.text()).toContain(refusals['slot-taken'])
  const offers = [...page.body.querySelectorAll('[role="dialog"] li')].map(item => item.textContent)
  expect(offers).toHaveLength(4)
  expect(offers[0]).toMatch(/^Thu 19 Nov, 23:20/)
  expect(offers[3]).toContain('Tomek Wrona')

  const [next] = page.body.querySelectorAll<HTMLElement>('[role="dialog"] li button')
  await click(next!)
  expect(page.text()).toContain('Book this slot?')
  expect(page.workspace.getState().slots.filter(slot => slot.status === 'requested')).toEqual([])
  await click(getControl(page.body, 'Book this slot'))
  expect(page.text()).toContain('Waiting for the server’s answer')
  expect(
    page.workspace
      .getState()
      .slots.filter(slot => slot.status === 'requested')
      .map(slot => slot.id)
  ).toEqual([others[0]?.id])
})

test('a slot that comes back before its reason keeps waiting, and then says the reason', async () => {
  const page = await render({ sync: { kind: 'syncing', waiting: 1 } })
  const bookingId = await bookFirst(page)
  await settle(page, withSlot(page, {}))
  expect(page.text()).toContain('Waiting for the server’s answer')
  await settle(page, {
    notices: [
      {
        id: `notice:claim-lost:${first.id}:${bookingId}`,
        kind: 'notice',
        topic: 'claim-lost',
        at: testNow,
        reason: 'daily-cap',
        subject: { collection: 'slots', id: first.id },
        bookingId,
        dismissed: false
      }
    ]
  })
  expect(page.text()).toContain(refusals['daily-cap'])
})

test('a slot that is gone while the claim waits is said to be gone', async () => {
  const page = await render()
  await bookFirst(page)
  await settle(page, { slots: all.slice(1) })
  expect(page.text()).toContain(refusals['slot-gone'])
})

test('after a reload the page goes on waiting and shows the verdict; an address from long ago shows nothing', async () => {
  const claimed = { ...first, status: 'requested', bookingId: bookingIdOf(7), validUntil: testNow + 900_000 } as const
  const route = `/find?claim=${first.id}~${bookingIdOf(7)}`
  const page = await render({ slots: [claimed, ...others].sort((a, b) => a.startsAt - b.startsAt) }, { route })
  expect(page.text()).toContain('Waiting for the server’s answer')
  expect(page.text()).toMatch(/If it does not reach the server by 0?7:35/)
  await settle(page, { calls: [ownSessionIn(20, 7)] })
  expect(page.text()).toContain('You are booked')
  const late = await render({}, { route: `/find?claim=${first.id}~${bookingIdOf(8)}` })
  expect(late.workspace.getState().slots).toHaveLength(all.length)
  expect(late.body.querySelectorAll('[role="dialog"]')).toHaveLength(1)
})

test('closed while it waits, the dialog comes back with the verdict', async () => {
  const page = await render()
  const bookingId = await bookFirst(page)
  await click(getControl(page.body, 'Close and keep waiting'))
  expect(page.body.querySelector('[role="dialog"]')).toBeNull()
  expect(rows(page)[0]?.textContent).toContain('Waiting')
  await settle(page, { calls: [{ ...ownSessionIn(20, 0), id: bookingId }] })
  expect(page.text()).toContain('You are booked')
})

test('offline nothing can be booked, and each button says so', async () => {
  const page = await render({ sync: { kind: 'offline', since: testNow, waiting: 0 } })
  expect(page.text()).toContain('You are offline')
  const button = getControl(page.body, `${firstLabel}. Offline: booking needs a connection`)
  expect(button.getAttribute('aria-disabled')).toBe('true')
  await click(button)
  expect(page.body.querySelector('[role="dialog"]')).toBeNull()
})

test('a claim that never left is said to have failed and can be tried again; a double click claims once', async () => {
  const asked: string[] = []
  const claimSlot: WorkspaceStoreState['claimSlot'] = slotId => {
    asked.push(slotId)
    return Promise.resolve({ ok: false, refusal: 'unreachable' })
  }
  const page = await render({ claimSlot })
  await click(getControl(page.body, firstLabel))
  const confirm = getControl(page.body, 'Book this slot')
  await act(async () => {
    confirm.click()
    confirm.click()
  })
  expect(asked).toEqual([first.id])
  expect(page.text()).toContain(refusals.unreachable)
  await click(getControl(page.body, 'Try again'))
  expect(asked).toEqual([first.id, first.id])
})

test('ten thousand slots draw one page', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => slotIn(20 + index / 6))
  const page = await render({ slots: many })
  expect(page.text()).toContain('10,000 slots')
  expect(rows(page).length).toBeLessThanOrEqual(40)
  await click(getControl(page.body, 'Show more (9,960 left)'))
  expect(rows(page)).toHaveLength(80)
})

const messageField = ({ body }: Rendered) => body.querySelector<HTMLTextAreaElement>('[role="dialog"] textarea')

test('BK23 a message goes along with the booking, and to another slot of the coach where it is lost', async () => {
  const page = await render()
  await click(getControl(page.body, firstLabel))
  expect(page.text()).toContain('Message to Anna Berg (optional)')
  await type(messageField(page)!, '  About the interview. ')
  await click(getControl(page.body, 'Book this slot'))
  const claimed = page.workspace.getState().slots.find(slot => slot.id === first.id)
  expect(claimed).toMatchObject({ status: 'requested', message: 'About the interview.' })
  expect(page.workspace.getState().drafts).toEqual([])
  await settle(page, { slots: all.slice(1) })
  expect(page.text()).toContain(refusals['slot-gone'])
  await click(getControl(page.body, 'Book Fri 20 Nov, 19:20–21:20 with Anna Berg'))
  expect(messageField(page)?.value).toBe('About the interview.')
})

test('DR6 BK23 a message that is typed and not sent is a draft, for any slot of that coach', async () => {
  const page = await render()
  await click(getControl(page.body, firstLabel))
  await type(messageField(page)!, 'Half a thought')
  await click(getControl(page.body, 'Not now'))
  expect(page.workspace.getState().drafts).toMatchObject([
    { form: 'claim', subjectId: anna.id, values: { message: 'Half a thought' } }
  ])
  await click(getControl(page.body, 'Book Fri 20 Nov, 19:20–21:20 with Anna Berg'))
  expect(page.text()).toContain('Go on with your draft')
  expect(messageField(page)?.value).toBe('Half a thought')
  await click(getControl(page.body, 'Discard draft'))
  expect(messageField(page)?.value).toBe('')
})

test('BK23 a message that is too long is not sent, and where the server takes none there is no field', async () => {
  const page = await render()
  await click(getControl(page.body, firstLabel))
  await type(messageField(page)!, 'x'.repeat(503))
  expect(page.text()).toContain('3 characters too many')
  expect(getControl(page.body, 'Book this slot').hasAttribute('disabled')).toBe(true)
  page.body.replaceChildren()
  const old = await render({ capabilities: [] })
  await click(getControl(old.body, firstLabel))
  expect(messageField(old)).toBeNull()
})

test('BL2 coaches who take own students alone stand last, with the reason, and are booked by those', async () => {
  const coaches = [{ ...anna, whoMayBook: 'my-students' as const }, tomek]
  const page = await render({ coaches })
  expect(page.text()).toContain('By arrangement')
  const bookable = (of: Rendered) => of.body.querySelectorAll('button[aria-label$="with Anna Berg"]').length
  expect(bookable(page)).toBe(0)
  expect(page.body.querySelector('#by-arrangement')?.parentElement?.textContent).toContain('Anna Berg 5 slots')
  page.body.replaceChildren()
  const known = await render({ coaches, calls: [ownSessionIn(-50, 3, { status: 'completed' })] })
  expect(known.body.querySelector('#by-arrangement')).toBeNull()
  expect(bookable(known)).toBe(5)
})

test('BL4 who is told by arrangement reads what to do', async () => {
  const page = await render({ claimSlot: () => Promise.resolve({ ok: false, refusal: 'by-arrangement' }) })
  await click(getControl(page.body, firstLabel))
  await click(getControl(page.body, 'Book this slot'))
  expect(page.text()).toContain('takes your bookings by arrangement only')
})
