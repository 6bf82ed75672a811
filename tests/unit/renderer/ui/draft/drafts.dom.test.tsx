import { act } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { InboxPage } from '#renderer/features/inbox/inbox-page.tsx'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx'
import type { DraftForm, FormDraft, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, bookingIdOf, ownSessionIn, sessionIn } from '../../shared/booking/booking-samples.ts'
import {
  click,
  getControl,
  getField,
  type Rendered,
  renderWithStores,
  testNow,
  type
} from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const dialogOf = ({ body }: Rendered) => body.querySelector<HTMLElement>('[role="dialog"]')
const draftsOf = ({ workspace }: Rendered) => workspace.getState().drafts
const escape = (page: Rendered) =>
  act(async () => {
    const target = dialogOf(page)!
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true }))
  })
const press = (page: Rendered, label: string) =>
  click(page.body.querySelector<HTMLElement>(`button[aria-label^="${label}"]`)!)

const open = (role: 'coach' | 'student', workspace: Partial<WorkspaceStoreState>, tab = 'upcoming') =>
  renderWithStores(<SessionsPage />, {
    role,
    route: `/sessions?tab=${tab}`,
    workspace: { coaches: [anna], ...workspace }
  })

const forms = [
  { name: 'review', role: 'student', tab: 'past', hours: -50, button: 'Review', field: 'What was it like?' },
  { name: 'cancel', role: 'student', tab: 'upcoming', hours: 60, button: 'Cancel', field: 'Reason' },
  { name: 'move', role: 'student', tab: 'upcoming', hours: 60, button: 'Move', field: undefined }
] as const

test.each(forms)(
  'DR6 $name: Escape keeps what was typed, reopening says so, and the draft can be discarded',
  async ({ name, role, tab, hours, button, field }) => {
    const page = await open(role, { calls: [ownSessionIn(hours, 3)] }, tab)
    await press(page, button)
    const readField = () =>
      field === undefined
        ? dialogOf(page)!.querySelector('textarea')!
        : (dialogOf(page)!.querySelector('textarea') ?? getField(page.body, field))
    await type(readField(), 'typed and not saved')
    expect(draftsOf(page)).toMatchObject([{ form: name, subjectId: bookingIdOf(3) }])
    await escape(page)
    expect(dialogOf(page)).toBeNull()
    await press(page, button)
    expect(page.text()).toContain('Go on with your draft')
    expect(readField().value).toBe('typed and not saved')
    await click(getControl(dialogOf(page)!, 'Discard draft'))
    expect(readField().value).toBe('')
    expect(page.text()).not.toContain('Go on with your draft')
    expect(draftsOf(page)).toEqual([])
  }
)

const clickOutside = (page: Rendered) => click(page.body.querySelector<HTMLElement>('.mantine-Modal-overlay')!)

test.each(forms)(
  'DR6 $name: a click outside, and a page that is left or loaded again, keep what was typed',
  async ({ name, role, tab, hours, button }) => {
    const calls = [ownSessionIn(hours, 3)]
    const page = await open(role, { calls }, tab)
    await press(page, button)
    await type(dialogOf(page)!.querySelector('textarea')!, 'typed and')
    await clickOutside(page)
    expect(dialogOf(page)).toBeNull()
    await press(page, button)
    expect(dialogOf(page)!.querySelector('textarea')!.value).toBe('typed and')
    await type(dialogOf(page)!.querySelector('textarea')!, 'typed and left open')
    const drafts = draftsOf(page)
    expect(drafts).toMatchObject([{ form: name, subjectId: bookingIdOf(3) }])
    page.body.replaceChildren()

    const again = await open(role, { calls, drafts }, tab)
    await press(again, button)
    expect(again.text()).toContain('Go on with your draft')
    expect(dialogOf(again)!.querySelector('textarea')!.value).toBe('typed and left open')
  }
)

test('DR6 settings: what was typed is there again after leaving the page, and goes when it is saved', async () => {
  const first = await renderWithStores(<SettingsPage />, { workspace: { coaches: [anna] } })
  await type(getField(first.body, 'Headline'), 'Half a thought')
  await type(getField(first.body, 'Headline'), 'Half a thought more')
  const { drafts } = first.workspace.getState()
  expect(drafts).toMatchObject([{ form: 'profile', values: { headline: 'Half a thought more' } }])
  first.body.replaceChildren()
  const again = await renderWithStores(<SettingsPage />, { workspace: { coaches: [anna], drafts } })
  expect(again.text()).toContain('Go on with your draft')
  expect(getField(again.body, 'Headline').value).toBe('Half a thought more')
  await click(getControl(again.body, 'Save changes'))
  expect(draftsOf(again)).toEqual([])
  expect(getField(again.body, 'Headline').value).toBe('Half a thought more')
  await type(getField(again.body, 'Headline'), 'Another thought')
  expect(draftsOf(again)).toMatchObject([{ values: { headline: 'Another thought' } }])
  // Back at what is stored there is nothing left to go on with.
  await type(getField(again.body, 'Headline'), 'Half a thought more')
  expect(draftsOf(again)).toEqual([])
})

test('DR6 a form that is saved leaves no draft, and one that is refused keeps it', async () => {
  const calls = [ownSessionIn(60, 3)]
  const refused = await open('student', {
    calls,
    cancelSession: () => Promise.resolve({ ok: false, refusal: 'storage-full' })
  })
  await press(refused, 'Cancel')
  await type(getField(refused.body, 'Reason'), 'A cold')
  await click(getControl(dialogOf(refused)!, 'Cancel session'))
  expect(refused.text()).toContain('This device is out of space')
  expect(draftsOf(refused)).toMatchObject([{ form: 'cancel', values: { reason: 'A cold' } }])
  refused.body.replaceChildren()
  const page = await open('student', { calls, drafts: draftsOf(refused) })
  await press(page, 'Cancel')
  await click(getControl(dialogOf(page)!, 'Cancel session'))
  expect(page.workspace.getState().calls[0]).toMatchObject({ status: 'cancelled', cancellation: { reason: 'A cold' } })
  expect(draftsOf(page)).toEqual([])
})

const draftOf = <F extends DraftForm>(form: F, values: FormDraft<F>['values']): FormDraft<F> => ({
  form,
  subjectId: bookingIdOf(1),
  values,
  savedAt: testNow
})

test('DR7 a draft of a session that was cancelled meanwhile is in the inbox, to be copied or discarded', async () => {
  const cancellation = { by: 'student', at: testNow, reason: 'A cold', late: false, reopenSlot: true } as const
  const page = await renderWithStores(<InboxPage />, {
    role: 'coach',
    workspace: {
      coaches: [anna],
      calls: [sessionIn(-50, 1, { status: 'cancelled', cancellation })],
      drafts: [
        draftOf('wrap-up', { notes: 'She asked for **more**', followUps: [{ text: 'a list', done: false }] }),
        draftOf('cancel', { reason: 'A cold', reopens: true })
      ]
    }
  })
  expect(page.text()).toContain('A draft that can no longer be saved')
  expect(page.text()).toContain('She asked for **more** - a list')
  // What was sent as the reason is recorded already.
  expect(page.body.querySelectorAll('article')).toHaveLength(1)
  await click(getControl(page.body, 'Discard draft'))
  expect(page.workspace.getState().drafts.map(({ form }) => form)).toEqual(['cancel'])
})

test('DR7 a draft of a session that can still be wrapped up is not in the inbox', async () => {
  const page = await renderWithStores(<InboxPage />, {
    role: 'coach',
    workspace: {
      coaches: [anna],
      calls: [sessionIn(-50, 1)],
      drafts: [draftOf('wrap-up', { notes: 'later', followUps: [] })]
    }
  })
  expect(page.body.querySelectorAll('article')).toHaveLength(0)
})
