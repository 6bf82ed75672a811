import { act, useState } from 'react'
import { expect, test, vi } from 'vitest'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import type { Command } from '#renderer/features/search/model/find-commands.ts'
import { SearchPalette } from '#renderer/features/search/search-palette.tsx'
import {
  click,
  eventually,
  getControl,
  renderWithStores,
  type Rendered,
  type RenderOptions,
  type
} from '../../render-with-stores.tsx'

const run = vi.fn()
const commands: readonly Command[] = [{ id: 'theme', label: 'Switch to dark', keys: ['d'], run }]

/** With a button that opens it, as the header has one. */
function Host() {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpened(true)}>
        Search
      </button>
      <SearchPalette opened={opened} onClose={() => setOpened(false)} commands={commands} />
    </>
  )
}

async function render(options: RenderOptions = { workspace: createSampleData(coachAccount) }): Promise<Rendered> {
  const page = await renderWithStores(<Host />, options)
  const button = getControl(page.body, 'Search')
  button.focus()
  await click(button)
  return page
}
const field = ({ body }: Rendered) => body.querySelector<HTMLInputElement>('input[role="combobox"]')!
const options = ({ body }: Rendered) => [...body.querySelectorAll<HTMLElement>('[role="option"]')]
const chosen = ({ body }: Rendered) => {
  const id = body.querySelector('[role="combobox"]')?.getAttribute('aria-activedescendant') ?? ''
  const option = body.querySelector(`[id="${id}"]`)
  expect(option?.getAttribute('aria-selected')).toBe('true')
  return option?.textContent
}
const press = (page: Rendered, key: string) =>
  act(
    async () => void field(page).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  )
/** Types, and waits for what is found of it. */
async function search(page: Rendered, query: string, expected: string) {
  await type(field(page), query)
  await eventually(() => expect(page.text()).toContain(expected))
}

test('FN1 FN5 a word of a note is found without a network, with a piece of the note in which it is marked', async () => {
  const page = await render({
    workspace: { ...createSampleData(coachAccount), sync: { kind: 'offline', since: 0, waiting: 0 } }
  })
  await search(page, 'basel', 'Notes')
  const note = options(page).find(option => option.textContent.includes('cover letter'))
  expect(note?.textContent).toContain('Maya Chen')
  expect(note?.querySelector('mark')?.textContent).toBe('Basel')
})

test('the palette is a combobox: arrows choose, and the field says which line is chosen', async () => {
  const page = await render()
  await search(page, 'maya', 'People')
  expect(field(page).getAttribute('aria-expanded')).toBe('true')
  expect(page.body.querySelector('[role="listbox"]')?.id).toBe(field(page).getAttribute('aria-controls'))
  expect(chosen(page)).toBe('Maya Chen')
  await press(page, 'ArrowDown')
  expect(chosen(page)).toMatch(/^Maya Chen.*2026/)
  await press(page, 'ArrowUp')
  await press(page, 'ArrowUp')
  expect(chosen(page)).toBe(options(page).at(-1)?.textContent)
})

test('who sees nothing is told how much was found, and that nothing was', async () => {
  const page = await render()
  await search(page, 'maya', 'People')
  expect(page.body.querySelector('[role="dialog"] output')?.textContent).toBe(`${options(page).length} results`)
  await search(page, 'zzz', 'Nothing found')
  expect(options(page)).toEqual([])
  expect(field(page).getAttribute('aria-activedescendant')).toBeNull()
})

test('a command runs when the palette has closed and the focus is where it was', async () => {
  const page = await render()
  const focused = vi.fn(() => expect([document.activeElement?.textContent, field(page)]).toEqual(['Search', null]))
  run.mockImplementation(focused)
  await search(page, 'switch dark', 'Commands')
  expect(options(page).map(option => option.textContent)).toEqual(['Switch to darkd'])
  await press(page, 'Enter')
  expect(focused).toHaveBeenCalledTimes(1)
})

test('FN5 a result leads to its place, and the next search begins empty', async () => {
  const page = await render()
  await search(page, 'maya', 'People')
  await click(options(page)[0]!)
  expect(page.address()).toBe(`/students/${studentAccount.userId}`)
  expect(field(page)).toBeNull()
  await click(getControl(page.body, 'Search'))
  expect(field(page).value).toBe('')
  await search(page, 'basel', 'Notes')
  await press(page, 'Enter')
  expect(page.address()).toMatch(/^\/sessions\?session=/)
})

test('FN1 a student finds the own sessions and coaches, and no other students', async () => {
  const page = await render({ role: 'student', workspace: createSampleData(studentAccount) })
  await search(page, 'anna', 'People')
  expect(options(page)[0]?.textContent).toContain('Anna Berg')
  await search(page, 'omar', 'Nothing found')
})

test('FN4 what is written while the palette is open is found', async () => {
  const page = await render()
  await search(page, 'rehearsal', 'Nothing found')
  const [first, ...others] = page.workspace.getState().calls
  await act(async () => page.workspace.setState({ calls: [{ ...first!, notes: 'The rehearsal' }, ...others] }))
  await eventually(() => expect(page.text()).toContain('The rehearsal'))
})
