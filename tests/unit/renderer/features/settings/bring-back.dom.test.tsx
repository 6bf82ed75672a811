import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { BringBackSection } from '#renderer/features/settings/bring-back/bring-back-section.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { settings } from '#renderer/i18n/en/settings.ts'
import type { BroughtBack, KeptFileFacts, Outcome, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, eventually, getControl, getField, renderWithStores, testNow, type } from '../../render-with-stores.tsx'

const words = settings.bringBack
const none = { changes: 0, drafts: 0, notices: 0 }
const locked: KeptFileFacts = {
  at: testNow,
  lock: 'password',
  readable: none,
  sealed: { changes: 2, drafts: 1, notices: 0 }
}
const file = new File(['{}'], 'coachdesk-2026-11-18.json')

async function renderSection(facts: Outcome<KeptFileFacts>, bringBack?: WorkspaceStoreState['bringBack']) {
  const rendered = await renderWithStores(<BringBackSection />, {
    workspace: { readKeptFile: () => Promise.resolve(facts), ...(bringBack === undefined ? {} : { bringBack }) }
  })
  const input = rendered.body.querySelector<HTMLInputElement>('input[type=file]')
  await act(async () => {
    Object.defineProperty(input, 'files', { value: [file] })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  return rendered
}

/** The text that a field is described by, read out with it. */
function faultOf(body: HTMLElement, field: Element): string {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ')
  return ids.map(id => body.ownerDocument.getElementById(id)?.textContent ?? '').join(' ')
}

test('PW7 a locked file takes its password; what came back and what did not is read out', async () => {
  const outcome: BroughtBack = {
    back: { changes: 1, drafts: 1, notices: 0 },
    same: 2,
    left: [{ kind: 'slot', refusal: 'slot-overlaps', startsAt: testNow }]
  }
  const bringBack = vi.fn(() => Promise.resolve<Outcome<BroughtBack>>({ ok: true, value: outcome }))
  const { body, text } = await renderSection({ ok: true, value: locked }, bringBack)
  await eventually(() => expect(text()).toContain('Locked: 2 changes, 1 draft.'))
  const password = getField(body, words.password)
  await type(password, 'of before')
  await click(getControl(body, words.submit))
  expect(bringBack).toHaveBeenCalledWith(file, 'of before')
  await eventually(() => expect(text()).toContain('Brought back: 1 change, 1 draft.'))
  expect(text()).toContain('2 items are here already')
  expect(text()).toContain(`Slot · Wed 18 Nov, 13:20. ${refusals['slot-overlaps']}`)
  expect(password.value).toBe('')
  const statuses = [...body.querySelectorAll('[role=status]')]
  expect(statuses.some(status => status.textContent.includes('Brought back'))).toBe(true)
})

test('PW7 a password that is missing or wrong is said at its field, which has the focus', async () => {
  const bringBack = vi.fn(() =>
    Promise.resolve<Outcome<BroughtBack>>({ ok: false, refusal: 'file-wrong-password', field: 'password' })
  )
  const { body } = await renderSection({ ok: true, value: locked }, bringBack)
  const password = getField(body, words.password)
  await click(getControl(body, words.submit))
  expect(bringBack).not.toHaveBeenCalled()
  await eventually(() => expect(faultOf(body, password)).toContain(words.passwordMissing))
  expect(document.activeElement).toBe(password)
  await type(password, 'wrong')
  await click(getControl(body, words.submit))
  await eventually(() => expect(faultOf(body, password)).toContain(refusals['file-wrong-password']))
  expect(password.getAttribute('aria-invalid')).toBe('true')
  expect(password.value).toBe('wrong')
})

test('PW7 a file that is refused says why and what to do, and offers nothing more', async () => {
  const { body, text } = await renderSection({ ok: false, refusal: 'file-of-other-account' })
  await eventually(() => expect(text()).toContain(refusals['file-of-other-account']))
  expect(() => getControl(body, words.submit)).toThrow()
  const chooser = body.querySelector('button[aria-describedby], button[aria-invalid]')
  expect(faultOf(body, chooser ?? body)).toContain(refusals['file-of-other-account'])
})

test('PW7 of a file that no password opens the page says so, and brings back what is readable', async () => {
  const bringBack = vi.fn(() => Promise.resolve<Outcome<BroughtBack>>({ ok: false, refusal: 'disk-low' }))
  const facts: KeptFileFacts = { ...locked, lock: 'key', readable: { ...none, changes: 3 } }
  const { body, text } = await renderSection({ ok: true, value: facts }, bringBack)
  await eventually(() => expect(text()).toContain(words.needsKey))
  expect(text()).toContain('Readable: 3 changes.')
  await click(getControl(body, words.submit))
  expect(bringBack).toHaveBeenCalledWith(file, undefined)
  await eventually(() => expect(text()).toContain(refusals['disk-low']))
})

test('PW7 on a computer the folder of such files is one click away', async () => {
  const { body, callsOn } = await renderOnDesktop(() => <BringBackSection />)
  await click(getControl(body, words.showFolder))
  expect(callsOn('recovery:show-exports')).toHaveLength(1)
})

test('PW7 with nothing readable and no key there is nothing to press', async () => {
  const { body, text } = await renderSection({ ok: true, value: { ...locked, lock: 'key' } })
  await eventually(() => expect(text()).toContain(words.needsKey))
  expect(() => getControl(body, words.submit)).toThrow()
})
