import { act } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { HistoryPage } from '#renderer/features/history/history-page.tsx'
import { useMenuUndo, useUndoKey } from '#renderer/shared/undo/use-undo-key.ts'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import type { HistoryEntry } from '#renderer/contract/screens.ts'
import { undoTyping } from '#renderer/ui/typing.ts'
import { click, getControl, renderWithStores, testNow } from '../../render-with-stores.tsx'

const hourMs = 3_600_000
const slotId = `${coachAccount.userId}:${testNow - (testNow % hourMs) + 48 * hourMs}`
const entry = (more: Partial<HistoryEntry>): HistoryEntry => ({
  id: 'one',
  order: 1,
  kind: 'slots-created',
  at: testNow - hourMs,
  outcome: 'confirmed',
  slotIds: [slotId],
  ...more
})

// Toasts outlive the page that showed them.

function PageWithField() {
  useUndoKey()
  const undo = useMenuUndo()
  return (
    <>
      <input aria-label="field" />
      <button type="button" tabIndex={-1} onClick={undo}>
        Menu
      </button>
    </>
  )
}

async function pressUndo(target: EventTarget, keys: KeyboardEventInit = { ctrlKey: true }) {
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', bubbles: true, cancelable: true, ...keys }))
  })
}

test('JN1 JN3 the history says what was done, when, and what became of it', async () => {
  const { text } = await renderWithStores(<HistoryPage />, {
    workspace: {
      journal: [
        entry({ id: 'b', kind: 'pencilled', otherName: 'Maya Chen', outcome: 'declined', reason: 'slot-taken' }),
        entry({ id: 'a' })
      ],
      findUndoRefusal: ({ outcome }) => (outcome === 'declined' ? 'undo-declined' : undefined)
    }
  })
  expect(text()).toContain('Maya Chen pencilled in: Fri 20 Nov, 13:00–15:00')
  expect(text()).toContain('Not accepted')
  expect(text()).toContain(refusals['slot-taken'])
  expect(text()).toContain('Slot created: Fri 20 Nov, 13:00–15:00')
  expect(text()).toContain('1 hr ago')
})

test('JN4 JN7 each change has its way back, or the reason why there is none', async () => {
  const undo = vi.fn((id?: string) => Promise.resolve({ ok: true, value: { entry: entry({ id: id ?? '' }) } } as const))
  const { body, text } = await renderWithStores(<HistoryPage />, {
    workspace: {
      undo,
      journal: [entry({ id: 'b', kind: 'cancel-asked', otherName: 'Maya Chen' }), entry({ id: 'a' })],
      findUndoRefusal: ({ kind }) => (kind === 'cancel-asked' ? 'undo-told' : undefined)
    }
  })
  expect(text()).toContain(refusals['undo-told'])
  await click(getControl(body, 'Undo: Slot created: Fri 20 Nov, 13:00–15:00'))
  expect(undo).toHaveBeenCalledWith('a')
  expect(text()).toContain('Undone: Slot created')
})

test('JN5 what was typed in a change can be copied', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  const { body } = await renderWithStores(<HistoryPage />, {
    workspace: {
      journal: [entry({ kind: 'wrapped-up', after: JSON.stringify({ notes: 'Went well', satisfaction: 4 }) })],
      findUndoRefusal: () => 'undo-changed'
    }
  })
  await click(getControl(body, 'Copy my text'))
  expect(writeText).toHaveBeenCalledWith('Went well')
})

test('an empty history says what belongs in it', async () => {
  const { text } = await renderWithStores(<HistoryPage />)
  expect(text()).toContain('Nothing done here yet')
})

test('JN4 Ctrl+Z and Cmd+Z take back the last change, never while somebody types', async () => {
  const undo = vi.fn(() => Promise.resolve({ ok: true, value: { entry: entry({}) } } as const))
  const { body, text } = await renderWithStores(<PageWithField />, { workspace: { undo } })
  await pressUndo(body.querySelector('input')!)
  await pressUndo(document.body, { ctrlKey: true, shiftKey: true })
  expect(undo).not.toHaveBeenCalled()
  await pressUndo(document.body)
  await pressUndo(document.body, { metaKey: true })
  expect(undo).toHaveBeenCalledTimes(2)
  expect(text()).toContain('Undone: Slot created')
})

test.each([
  ['Cyrillic', 'я'],
  ['Greek', 'ζ'],
  ['Hebrew', 'ז']
])('JN4 Ctrl+Z takes back the last change on a %s keyboard', async (_layout, key) => {
  const undo = vi.fn(() => Promise.resolve({ ok: true, value: { entry: entry({}) } } as const))
  await renderWithStores(<PageWithField />, { workspace: { undo } })
  await pressUndo(document.body, { ctrlKey: true, key, code: 'KeyZ' })
  expect(undo).toHaveBeenCalledTimes(1)
})

test('JN4 the menu’s undo belongs to the field that somebody types in, else to the last change; never both', async () => {
  const undo = vi.fn(() => Promise.resolve({ ok: true, value: { entry: entry({}) } } as const))
  const execCommand = vi.fn(() => true)
  Object.defineProperty(document, 'execCommand', { value: execCommand, configurable: true })
  const { body } = await renderWithStores(<PageWithField />, { workspace: { undo } })
  const chooseUndo = async () => {
    undoTyping()
    await click(getControl(body, 'Menu'))
  }
  const field = body.querySelector('input')
  await act(async () => field?.focus())
  await chooseUndo()
  expect(execCommand.mock.calls).toEqual([['undo']])
  expect(undo).not.toHaveBeenCalled()
  await act(async () => field?.blur())
  await chooseUndo()
  expect(undo).toHaveBeenCalledTimes(1)
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  document.body.append(dialog)
  onTestFinished(() => dialog.remove())
  await chooseUndo()
  expect(undo).toHaveBeenCalledTimes(1)
  expect(execCommand).toHaveBeenCalledTimes(1)
})

test('JN8 a booking is not undone: its session is offered instead', async () => {
  const bookingId = 'b'.repeat(32)
  const { body, text, address } = await renderWithStores(<PageWithField />, {
    role: 'student',
    workspace: {
      undo: () => Promise.resolve({ ok: false, refusal: 'undo-booking' }),
      journal: [
        entry({ id: 'two', outcome: 'undone' }),
        entry({ kind: 'slot-claimed', otherName: 'Anna Berg', bookingId, outcome: 'confirmed' })
      ]
    }
  })
  await pressUndo(document.body)
  expect(text()).toContain(`Not undone: Booked with Anna Berg: Fri 20 Nov, 07:00–09:00. ${refusals['undo-booking']}`)
  await click(getControl(body, 'Open the session'))
  expect(address()).toBe(`/sessions?session=${bookingId}`)
})
