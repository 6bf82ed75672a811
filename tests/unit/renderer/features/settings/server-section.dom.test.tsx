import { expect, test, vi } from 'vitest'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { KeptHereSection } from '#renderer/features/settings/kept-here-section.tsx'
import { ServerSection } from '#renderer/features/settings/server-section.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { settings as words } from '#renderer/i18n/en/settings.ts'
import type { Outcome, SignInStoreState } from '#renderer/contract/screens.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, eventually, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

const there = 'https://new.example.org'
const done: Outcome = { ok: true, value: undefined }

function renderSection(session: Partial<SignInStoreState>, reload = false) {
  const onReload = vi.fn()
  const rendered = renderOnDesktop(shell => <ServerSection shell={shell} account={coachAccount} reload={onReload} />, {
    facts: { servers: [coachAccount.serverUrl] },
    answers: { 'servers:check': () => ({ kind: 'ok', serverUrl: there, reload }) },
    session
  })
  return { rendered, onReload }
}

test('NA1 a new address is used once it is proven and the person has said yes', async () => {
  const checkAddress = vi.fn(() => Promise.resolve<Outcome<string>>({ ok: true, value: there }))
  const moveToAddress = vi.fn(() => Promise.resolve(done))
  const { body, text } = await renderSection({ checkAddress, moveToAddress }).rendered
  expect(text()).toContain('desk.example.org')
  await type(getField(body, words.server.address), 'new.example.org')
  await click(getControl(body, words.server.check))
  await eventually(() => expect(text()).toContain('has proven that it is the one that you know'))
  expect(moveToAddress).not.toHaveBeenCalled()
  await click(getControl(body, words.server.move))
  await eventually(() => expect(moveToAddress).toHaveBeenCalledWith(there))
})

test('NA2 of a server that proves nothing the person reads that nothing was sent', async () => {
  const moveToAddress = vi.fn(() => Promise.resolve(done))
  const { body, text } = await renderSection({
    checkAddress: () => Promise.resolve({ ok: false, refusal: 'another-server' }),
    moveToAddress
  }).rendered
  await type(getField(body, words.server.address), 'new.example.org')
  await click(getControl(body, words.server.check))
  await eventually(() => expect(text()).toContain(refusals['another-server']))
  expect(moveToAddress).not.toHaveBeenCalled()
})

test('NA1 the page is loaded again where its policy does not name the address yet', async () => {
  const { rendered, onReload } = renderSection({}, true)
  const { body } = await rendered
  await type(getField(body, words.server.address), 'new.example.org')
  await click(getControl(body, words.server.check))
  await eventually(() => expect(onReload).toHaveBeenCalledOnce())
})

test('the browser says whether it keeps the data, and is asked to', async () => {
  const ask = vi.fn(() => Promise.resolve('kept' as const))
  const persistence = { read: () => Promise.resolve('may-be-cleared' as const), ask }
  const { body, text } = await renderWithStores(<KeptHereSection persistence={persistence} />)
  await eventually(() => expect(text()).toContain(words.keptHere['may-be-cleared']))
  await click(getControl(body, words.keptHere.ask))
  await eventually(() => expect(text()).toContain(words.keptHere.kept))
  expect(ask).toHaveBeenCalledOnce()
})
