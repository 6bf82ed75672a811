import { act } from 'react'
import { beforeAll, expect, test, vi } from 'vitest'
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, sessionIn } from '../../shared/booking/booking-samples.ts'
import { click, eventually, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

async function submitFormOf(field: HTMLInputElement | HTMLTextAreaElement) {
  await act(async () => field.form?.requestSubmit())
}

const ok = () => Promise.resolve({ ok: true, value: undefined } as const)
const open = (workspace: Partial<WorkspaceStoreState> = {}) =>
  renderWithStores(<SettingsPage />, { role: 'coach', workspace: { coaches: [anna], ...workspace } })

test('BL1 a coach chooses own students alone, and the rest of the page is saved with it', async () => {
  const saveProfile = vi.fn(ok)
  const stored = { ...anna, gapMin: 15, meetingLine: 'By phone' }
  const { body } = await open({ coaches: [stored], saveProfile })
  expect(getField(body, 'Everyone')).toMatchObject({ checked: true })
  await click(getField(body, 'Only my students'))
  await submitFormOf(getField(body, 'Headline'))
  const { id: _, ...page } = stored
  expect(saveProfile).toHaveBeenCalledWith({ ...page, whoMayBook: 'my-students' }, page)
})

test('HM2 a page of before has no line on how sessions take place, and gets none by being saved', async () => {
  const saveProfile = vi.fn(ok)
  const { body } = await open({ saveProfile })
  await type(getField(body, 'Headline'), 'New')
  await submitFormOf(getField(body, 'Headline'))
  expect(saveProfile.mock.calls[0]?.at(0)).not.toHaveProperty('meetingLine')
  await type(getField(body, 'How you meet, in a line'), ' By phone ')
  await submitFormOf(getField(body, 'Headline'))
  expect(saveProfile.mock.calls[1]?.at(0)).toMatchObject({ meetingLine: 'By phone' })
})

test('HM1 a coach says how sessions take place; what is missing is said before it is saved', async () => {
  const saveHowWeMeet = vi.fn(ok)
  const { body, text } = await open({ saveHowWeMeet })
  await click(getField(body, 'At a web address'))
  await submitFormOf(getField(body, 'At a web address'))
  expect(text()).toContain('Enter a web address that begins with https://')
  await type(getField(body, 'Web address'), 'meet.example/anna')
  await submitFormOf(getField(body, 'Web address'))
  expect(saveHowWeMeet).not.toHaveBeenCalled()
  await type(getField(body, 'Web address'), ' https://meet.example/anna ')
  await submitFormOf(getField(body, 'Web address'))
  expect(saveHowWeMeet).toHaveBeenCalledWith({ way: 'link', link: 'https://meet.example/anna' }, { way: 'open' })
})

test('HM5 a coach chooses whether the details go into calendars, for each way', async () => {
  const saveHowWeMeet = vi.fn(ok)
  const { body } = await open({ saveHowWeMeet })
  const choice = () => getField(body, 'Put it into calendars and e-mails')
  await click(getField(body, 'At an address'))
  expect(choice()).toMatchObject({ checked: false })
  await type(getField(body, 'Address'), 'Long Lane 3')
  await click(choice())
  await click(getField(body, 'At a web address'))
  expect(choice()).toMatchObject({ checked: true })
  await type(getField(body, 'Web address'), 'https://meet.example/anna')
  await click(choice())
  await submitFormOf(getField(body, 'Web address'))
  const typed = { way: 'link', link: 'https://meet.example/anna', address: 'Long Lane 3' }
  const chosen = { linkInCalendars: false, addressInCalendars: true }
  expect(saveHowWeMeet).toHaveBeenCalledWith({ ...typed, ...chosen }, { way: 'open' })
})

test('VE10 HM5 with a server that offers no choice it says what goes into calendars', async () => {
  const { body, text } = await open({ capabilities: ['how-we-meet'] })
  await click(getField(body, 'At an address'))
  expect(text()).toContain('A web address goes into calendars, a postal one does not.')
  expect(text()).not.toContain('Put it into calendars')
})

test('a phone number in what everybody reads is pointed out before it is saved', async () => {
  const { body, text } = await open()
  await type(getField(body, 'Headline'), 'Call +49 30 901820 or write')
  await eventually(() => expect(text()).toContain('This looks like a phone number'))
  expect(text()).toContain('can read this: +49 30 901820.')
  await type(getField(body, 'Headline'), 'Since 1998, 2 hours at 9')
  await eventually(() => expect(text()).not.toContain('This looks like a phone number'))
})

test('BL3 the blocked are listed by name, and can be unblocked', async () => {
  const { body, text, workspace } = await open({
    calls: [sessionIn(20, 1)],
    blocked: new Set(['mayachen01', 'gone000001'])
  })
  expect(text()).toContain('Blocked students')
  await click(getControl(body, 'Unblock Maya Chen'))
  expect([...workspace.getState().blocked]).toEqual(['gone000001'])
})

test('VE10 with a server of before none of it is there', async () => {
  const { text } = await open({ capabilities: [] })
  for (const words of ['Who may book', 'Blocked students', 'How you meet']) expect(text()).not.toContain(words)
})
