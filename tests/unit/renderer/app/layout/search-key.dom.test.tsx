import { act, useState } from 'react'
import { expect, test } from 'vitest'
import { useSearchKey } from '#renderer/app/layout/use-search-key.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'

function Probe({ hasDialog }: { readonly hasDialog: boolean }) {
  const [isOpen, setOpen] = useState(false)
  useSearchKey(
    isOpen,
    () => setOpen(true),
    () => setOpen(false)
  )
  return (
    <>
      <p>{isOpen ? 'open' : 'closed'}</p>
      {hasDialog && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as Mantine draws its dialogs
        <div role="dialog" aria-label="A question" />
      )}
    </>
  )
}

const pressKey = () =>
  act(async () => {
    const press = { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }
    document.body.dispatchEvent(new KeyboardEvent('keydown', press))
  })

test('the desktop’s menu opens the search and closes it, as its key does', async () => {
  const { text, tell } = await renderOnDesktop(() => <Probe hasDialog={false} />)
  const choose = () => act(async () => tell('menu:chosen', 'search'))
  expect(text()).toBe('closed')
  await choose()
  expect(text()).toBe('open')
  await pressKey()
  expect(text()).toBe('closed')
  await pressKey()
  expect(text()).toBe('open')
  await choose()
  expect(text()).toBe('closed')
})

test('neither opens it over a question that wants its answer first', async () => {
  const { text, tell } = await renderOnDesktop(() => <Probe hasDialog />)
  await act(async () => tell('menu:chosen', 'search'))
  expect(text()).toBe('closed')
  await pressKey()
  expect(text()).toBe('closed')
})
