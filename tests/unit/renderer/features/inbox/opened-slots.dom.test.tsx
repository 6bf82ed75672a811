import { act } from 'react'
import { expect, test } from 'vitest'
import { createWatchId, type Watch } from '#domain/model/watch.ts'
import { createOpenedNotice } from '#domain/waiting-list/match-watch.ts'
import { InboxPage } from '#renderer/features/inbox/inbox-page.tsx'
import { studentAccount } from '#renderer/dev/fake-accounts.ts'
import { buildProfile, buildSlot, dayMs, now, start } from '../../../domain/builders.ts'
import { renderWithStores } from '../../render-with-stores.tsx'

const coach = buildProfile()
const slots = [1, 2, 3, 4].map(days => buildSlot({ startsAt: start + days * dayMs }))
const watch: Watch = {
  id: createWatchId('a'.repeat(32)),
  kind: 'watch',
  zone: 'Europe/Berlin',
  until: start + 30 * dayMs,
  madeAt: now
}
const notice = createOpenedNotice(
  watch,
  { opened: slots.map((slot, n) => ({ slot, coach, occasion: `o${n}` })), isCut: false },
  now
)
const notices = notice === undefined ? [] : [notice]

async function openInbox() {
  return renderWithStores(<InboxPage />, {
    role: 'student',
    account: { ...studentAccount, zone: 'Europe/Berlin' },
    workspace: { coaches: [coach], slots, watches: [watch], notices },
    now
  })
}

const cards = (body: HTMLElement) => [...body.querySelectorAll('article')]

test('WL6 slots that opened are news, each of the first three with the button that books it', async () => {
  const { body } = await openInbox()
  expect(cards(body).map(card => card.getAttribute('aria-label'))).toEqual(['Slots that you wait for have opened'])
  const names = [...body.querySelectorAll('article button')].map(button => button.getAttribute('aria-label') ?? '')
  expect(names.filter(name => name.startsWith('Book '))).toHaveLength(3)
  expect(body.textContent).toContain('and 1 more')
})

test('WL7 a slot that is taken leaves the notice, and the last one takes it along', async () => {
  const { body, workspace } = await openInbox()
  const book = (count: number) =>
    act(async () =>
      workspace.setState({ slots: slots.map((slot, n) => (n < count ? { ...slot, status: 'booked' } : slot)) })
    )
  await book(3)
  expect(cards(body)).toHaveLength(1)
  await book(4)
  expect(cards(body)).toHaveLength(0)
  await book(0)
  expect(cards(body)).toHaveLength(1)
})

test('WL7 so does a watch that is removed', async () => {
  const { body, workspace } = await openInbox()
  await act(async () => {
    await workspace.getState().removeWatch(watch.id)
  })
  expect(cards(body)).toHaveLength(0)
})
