import { act } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import type { FormDraft, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, sessionIn } from '../../../shared/booking/booking-samples.ts'
import {
  click,
  getControl,
  getField,
  type Rendered,
  renderWithStores,
  testNow,
  type
} from '../../../render-with-stores.tsx'
import { eventually } from '../../../../../support/eventually.ts'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const two = [sessionIn(-50, 1), sessionIn(-26, 2, { otherName: 'Omar Haddad', otherId: 'omarhaddad' })]

function render(workspace: Partial<WorkspaceStoreState> = {}) {
  return renderWithStores(<SessionsPage />, {
    role: 'coach',
    route: '/sessions?tab=past',
    workspace: { coaches: [anna], calls: two, ...workspace }
  })
}

const dialogOf = ({ body }: Rendered) => body.querySelector<HTMLElement>('[role="dialog"]')
const callOf = ({ workspace }: Rendered, index: number) =>
  workspace.getState().calls.find(call => call.id === bookingIdOf(index))
const draftOf = ({ workspace }: Rendered) =>
  workspace.getState().drafts.find((draft): draft is FormDraft<'wrap-up'> => draft.form === 'wrap-up')

async function press(page: Rendered, key: string, more: KeyboardEventInit = {}, target?: HTMLElement) {
  const form =
    target ?? page.body.querySelector<HTMLElement>('[role="dialog"] [role="radio"], [role="dialog"] textarea')!
  await act(async () =>
    form.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  )
}

test('the queue goes from one session to the next and ends by itself', async () => {
  const page = await render()
  expect(page.text()).toContain('2 sessions await feedback')
  await click(getControl(page.body, 'Start'))
  expect(dialogOf(page)?.textContent).toContain('Wrap up · Maya Chen')
  expect(dialogOf(page)?.textContent).toContain('1 of 2')
  await press(page, '4')
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)).toMatchObject({ status: 'completed', satisfaction: 4 })
  expect(dialogOf(page)?.textContent).toContain('Wrap up · Omar Haddad')
  await press(page, 'n')
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 2)?.status).toBe('no-show')
  expect(callOf(page, 2)?.satisfaction).toBeUndefined()
  expect(dialogOf(page)).toBeNull()
  expect(page.text()).not.toContain('await feedback')
})

test('score, word and stars are one value, and keys leave texts alone', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, '5')
  const select = page.body.querySelector<HTMLSelectElement>('[role="dialog"] select')!
  expect(select.selectedOptions[0]?.textContent).toBe('5 – Excellent')
  await press(page, '2', {}, getField(page.body, 'Notes'))
  expect(select.value).toBe('5')
  await press(page, 'n')
  expect(page.text()).not.toContain('Choose a score')
})

test('saving says what is missing', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, 'Enter', { metaKey: true })
  expect(page.text()).toContain('Say how it went first.')
  await press(page, 'h')
  expect(page.text()).toContain('Choose a score from 1 to 5.')
  expect(callOf(page, 1)?.status).toBe('confirmed')
})

test('the draft is kept while typing, survives closing and comes back; saving removes it', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, '3')
  await type(getField(page.body, 'Notes'), 'Half a thought')
  await act(() => eventually(() => expect(draftOf(page)?.values.notes).toBe('Half a thought')))
  expect(page.text()).toContain('Draft saved on this device 13:20')
  await type(getField(page.body, 'Notes'), 'A whole thought')
  await click(getControl(dialogOf(page)!, 'Close'))
  expect(draftOf(page)).toMatchObject({
    subjectId: bookingIdOf(1),
    values: { outcome: 'completed', satisfaction: 3, notes: 'A whole thought' }
  })
  expect(dialogOf(page)).toBeNull()
  await click(getControl(page.body, 'Start'))
  expect(page.text()).toContain('Go on with your draft')
  expect(getField(page.body, 'Notes').value).toBe('A whole thought')
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)).toMatchObject({ satisfaction: 3, notes: 'A whole thought' })
  expect(page.workspace.getState().drafts).toEqual([])
})

test('FB3 notes that are too long are kept whole, said to be too long and not sent', async () => {
  const page = await render()
  const long = 'x'.repeat(10_001)
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(getField(page.body, 'Notes'), long)
  expect(page.text()).toContain('10,001 of 10,000 characters')
  expect(page.text()).toContain('1 character too long')
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)?.status).toBe('confirmed')
  expect(getField(page.body, 'Notes').value).toBe(long)
})

test('the preview renders Markdown without the author’s HTML', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await type(getField(page.body, 'Notes'), 'a **bold** <b>tag</b>')
  await click(page.body.querySelector<HTMLElement>('[role="dialog"] input[value="preview"]')!)
  expect(dialogOf(page)?.querySelector('strong')?.textContent).toBe('bold')
  expect(dialogOf(page)?.querySelector('b')).toBeNull()
})

test('FB8 a wrap-up says whether the session is paid, as part of its draft', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await click(page.body.querySelector<HTMLElement>('[role="dialog"] [aria-label="Payment"] input[value="yes"]')!)
  expect(draftOf(page)?.values).toMatchObject({ paid: true })
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)).toMatchObject({ satisfaction: 4, paid: true })
})

// It takes follow-ups alone.
const olderServer = { capabilities: [] }

test('follow-ups are added with Enter, ticked, removed and recorded', async () => {
  const page = await render(olderServer)
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  const field = page.body.querySelector<HTMLInputElement>('input[aria-label="New follow-up"]')!
  for (const text of ['Send the list', 'Call Basel']) {
    await type(field, text)
    await press(page, 'Enter', {}, field)
  }
  await click(page.body.querySelector<HTMLElement>('[role="dialog"] input[type="checkbox"]')!)
  await click(getControl(page.body, 'Remove: Call Basel'))
  await press(page, 'Enter', { ctrlKey: true }, field)
  expect(callOf(page, 1)?.followUps).toEqual([{ text: 'Send the list', done: true }])
})

const newFollowUpOf = ({ body }: Rendered) => body.querySelector<HTMLInputElement>('input[aria-label="New follow-up"]')!

test('a follow-up that was typed and not added is part of the draft, and of what is saved', async () => {
  const page = await render(olderServer)
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(newFollowUpOf(page), ' Send the list ')
  await act(() => eventually(() => expect(draftOf(page)?.values.newFollowUp).toBe(' Send the list ')))
  await click(getControl(dialogOf(page)!, 'Close'))
  await click(getControl(page.body, 'Start'))
  expect(newFollowUpOf(page).value).toBe(' Send the list ')
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)?.followUps).toEqual([{ text: 'Send the list', done: false }])
})

test('a follow-up that is too long is kept whole, said to be too long and not sent', async () => {
  const page = await render(olderServer)
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(newFollowUpOf(page), 'x'.repeat(501))
  await press(page, 'Enter', {}, newFollowUpOf(page))
  await press(page, 'Enter', { ctrlKey: true })
  expect(page.text()).toContain('This follow-up is 1 character too long.')
  expect(newFollowUpOf(page).value).toHaveLength(501)
  expect(callOf(page, 1)?.status).toBe('confirmed')
})

const newActionOf = ({ body }: Rendered) => body.querySelector<HTMLInputElement>('input[aria-label="New action"]')!
const choose = (page: Rendered, label: string, value: string) =>
  act(async () => {
    const select = page.body.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })

test('SU1 summary and actions are typed, each with its owner, and recorded', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(getField(page.body, 'Summary for the student'), 'We practised openings')
  await type(newActionOf(page), 'Read chapter 2')
  await press(page, 'Enter', {}, newActionOf(page))
  await choose(page, 'New action: for whom', 'coach')
  await type(newActionOf(page), ' Find a book ')
  await press(page, 'Enter', { ctrlKey: true }, newActionOf(page))
  const { summary, actions, followUps } = callOf(page, 1) ?? {}
  expect(summary).toBe('We practised openings')
  expect(Object.values(actions ?? {}).map(({ text, owner }) => [text, owner])).toEqual([
    ['Read chapter 2', 'student'],
    ['Find a book', 'coach']
  ])
  expect(followUps ?? []).toEqual([])
})

test('DR1 summary, actions and a half-typed one are a draft from the first letter', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await type(getField(page.body, 'Summary for the student'), 'W')
  expect(draftOf(page)?.values.summary).toBe('W')
  await type(newActionOf(page), 'Read')
  await press(page, 'Enter', {}, newActionOf(page))
  const listed = page.body.querySelector<HTMLInputElement>('input[aria-label="Action 1"]')!
  await type(listed, 'Read o')
  await type(newActionOf(page), 'C')
  expect(draftOf(page)?.values).toMatchObject({ actions: [{ text: 'Read o', owner: 'student' }], newAction: 'C' })
  await click(getControl(dialogOf(page)!, 'Close'))
  await click(getControl(page.body, 'Start'))
  expect(newActionOf(page).value).toBe('C')
  expect(page.body.querySelector<HTMLInputElement>('input[aria-label="Action 1"]')?.value).toBe('Read o')
})

test('SU1 an action without a text is said to be one, and nothing is sent', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(newActionOf(page), 'Read')
  await press(page, 'Enter', {}, newActionOf(page))
  await type(page.body.querySelector<HTMLInputElement>('input[aria-label="Action 1"]')!, '')
  await press(page, 'Enter', { ctrlKey: true })
  expect(page.text()).toContain('Say what is to be done, or remove this action.')
  expect(callOf(page, 1)?.status).toBe('confirmed')
  await click(getControl(page.body, 'Remove: Action 1'))
  await press(page, 'Enter', { ctrlKey: true })
  expect(callOf(page, 1)?.status).toBe('completed')
})

test('late cancel leads to the cancel dialog with that meaning and keeps what was typed', async () => {
  const page = await render()
  await click(getControl(page.body, 'Start'))
  await type(getField(page.body, 'Notes'), 'Called an hour before')
  await press(page, 'l')
  await press(page, 'Enter', { ctrlKey: true })
  expect(dialogOf(page)?.textContent).toContain('Cancel this session late?')
  expect(getField(page.body, 'Reason').value).toBe('Cancelled by the student at short notice')
  await click(getControl(dialogOf(page)!, 'Cancel session'))
  expect(callOf(page, 1)?.status).toBe('cancelled')
  expect(draftOf(page)?.values.notes).toBe('Called an hour before')
})

test('editing opens with what was recorded, offers no late cancel, and a draft that says the same is no draft', async () => {
  const done = sessionIn(-50, 1, { status: 'completed', satisfaction: 2, notes: 'Hm', outcomeAt: testNow })
  const page = await render({ calls: [done] })
  await click(page.body.querySelector<HTMLElement>('button[aria-label^="Edit feedback"]')!)
  expect(getField(page.body, 'Notes').value).toBe('Hm')
  expect(page.text()).not.toContain('Late cancel')
  await type(getField(page.body, 'Notes'), 'Hm!')
  await type(getField(page.body, 'Notes'), 'Hm')
  await click(getControl(dialogOf(page)!, 'Close'))
  expect(page.workspace.getState().drafts).toEqual([])
})

test('a refusal keeps the dialog open and the words in the draft', async () => {
  const page = await render({ wrapUp: () => Promise.resolve({ ok: false, refusal: 'storage-full' }) })
  await click(getControl(page.body, 'Start'))
  await press(page, '4')
  await type(getField(page.body, 'Notes'), 'Dear words')
  await press(page, 'Enter', { ctrlKey: true })
  expect(page.text()).toContain('This device is out of space')
  expect(draftOf(page)?.values.notes).toBe('Dear words')
})

test('after the dialog the focus is back on the button that opened it', async () => {
  const page = await render()
  const start = getControl(page.body, 'Start')
  start.focus()
  await click(start)
  await click(getControl(dialogOf(page)!, 'Close'))
  await act(() => eventually(() => expect(page.body.ownerDocument.activeElement).toBe(start)))
})
