import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { busyLinkId, type BusyLink } from '#domain/model/busy-link.ts'
import { HoursPage } from '#renderer/features/hours/hours-page.tsx'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { anna, sessionIn } from '../../shared/booking/booking-samples.ts'
import { click, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

const open = (workspace: Partial<WorkspaceStoreState> = {}) =>
  renderWithStores(<HoursPage />, { role: 'coach', workspace: { coaches: [anna], ...workspace } })
const link = (reading: BusyLink['reading']): BusyLink => ({
  id: busyLinkId,
  kind: 'busy-link',
  url: 'https://cal.example/a.ics',
  askedAt: 1,
  ...(reading === undefined ? {} : { reading })
})
const label = 'Web address of another calendar'

test('BU1 a coach gives the address of a calendar, and takes it away', async () => {
  const { body, text, workspace } = await open()
  await type(getField(body, label), 'cal.example')
  await act(async () => getField(body, label).form?.requestSubmit())
  expect(text()).toContain('This is no web address of a calendar.')
  await type(getField(body, label), 'webcal://cal.example/a.ics')
  await act(async () => getField(body, label).form?.requestSubmit())
  expect(workspace.getState().busyLink?.url).toBe('https://cal.example/a.ics')
  expect(text()).toContain('Last read:')
  await click(getControl(body, 'Remove the address'))
  expect(workspace.getState().busyLink).toBeUndefined()
})

test.each([
  ['unreachable', 'Nothing answers at this address'],
  ['not-found', 'There is no calendar at this address'],
  ['wants-password', 'The other calendar wants a password'],
  ['private-address', 'belongs to a private network'],
  ['not-a-calendar', 'is no calendar'],
  ['too-large', 'too large to be read'],
  ['forbidden', 'does not let it read calendars']
] as const)('BU3 a coach reads why it could not be read: %s', async (failure, words) => {
  const { text } = await open({ busyLink: link({ triedAt: 2, failure }) })
  expect(text()).toContain(words)
  expect(text()).toContain('It has not been read yet.')
})

test('BU1 an address with a password in it is refused in plain words, and is not kept', async () => {
  const { body, text, workspace } = await open({ busyLink: undefined })
  await type(getField(body, label), 'https://me:secret@cal.example/a.ics')
  await act(async () => getField(body, label).form?.requestSubmit())
  expect(text()).toContain('This address has a name or a password in it.')
  expect(workspace.getState().busyLink).toBeUndefined()
})

test('BU3 a coach asks that it is read again', async () => {
  const readBusyLinkAgain = vi.fn(() => Promise.resolve({ ok: true, value: undefined } as const))
  const { body, text } = await open({ busyLink: link(undefined), readBusyLinkAgain })
  expect(text()).toContain('Not read yet.')
  await click(getControl(body, 'Read again now'))
  expect(readBusyLinkAgain).toHaveBeenCalledOnce()
})

test('BU7 a session that meets a busy time is named, with what can be done', async () => {
  const call = { ...sessionIn(20, 1), partyRole: 'coach' as const }
  const busyIntervals = [{ startsAt: call.startsAt, endsAt: call.endsAt }]
  const { text } = await open({ calls: [call], busyIntervals })
  expect(text()).toContain('1 booked session meets a time when you are busy.')
  expect(text()).toContain(call.otherName)
})

test('VE10 with a server that reads none it says why, and a file works', async () => {
  const { body, text } = await open({ capabilities: ['availability'] })
  expect(text()).toContain('Your server reads no calendars at a web address')
  expect(getControl(body, 'Choose a calendar file…')).toBeDefined()
})
