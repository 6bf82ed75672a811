import { Button, Modal } from '@mantine/core'
import { act, type ComponentType, useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import { lazyPart } from '#renderer/ui/lazy/lazy-part.tsx'
import { click, getControl, renderWithStores } from '../../render-with-stores.tsx'

interface AskProps {
  readonly opened: boolean
  readonly onClose: () => void
}

function Ask({ opened, onClose }: AskProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Asked" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Button data-autofocus>Yes</Button>
    </Modal>
  )
}

// Each chunk waits for them; the first time takes as long as the machine likes.
beforeAll(() => import('#renderer/i18n/en/later.ts'))

afterEach(() => {
  vi.useRealTimers()
})

/** Loads when it is told to, and counts how often it was asked. */
function createLoader<T>() {
  const asked: PromiseWithResolvers<T>[] = []
  return {
    asked,
    load: async (): Promise<T> => {
      const next = Promise.withResolvers<T>()
      asked.push(next)
      return next.promise
    }
  }
}

async function renderAsk(load: () => Promise<ComponentType<AskProps>>) {
  const LazyAsk = lazyDialog(load, { opened: false })
  function Page() {
    const [opened, setOpened] = useState(false)
    return (
      <>
        <Button onClick={() => setOpened(true)}>Ask</Button>
        <LazyAsk opened={opened} onClose={() => setOpened(false)} />
      </>
    )
  }
  const page = await renderWithStores(<Page />)
  const button = getControl(page.body, 'Ask')
  button.focus()
  return { ...page, button }
}

test('a dialog is fetched when it is first opened, and once', async () => {
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const { body, button, text } = await renderAsk(load)
  expect(asked).toHaveLength(0)
  await click(button)
  expect(text()).toBe('Ask')
  await act(async () => asked[0]?.resolve(Ask))
  expect(text()).toContain('Asked')
  await click(getControl(body, 'Close'))
  await click(button)
  expect(text()).toContain('Asked')
  expect(asked).toHaveLength(1)
})

test('nothing is said for a second, then that it is loading', async () => {
  vi.useFakeTimers()
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const { button, text } = await renderAsk(load)
  await click(button)
  await act(async () => vi.advanceTimersByTime(999))
  expect(text()).toBe('Ask')
  await act(async () => vi.advanceTimersByTime(1))
  expect(text()).toContain('This part of CoachDesk is being loaded.')
  await act(async () => asked[0]?.resolve(Ask))
  expect(text()).toContain('Asked')
  expect(text()).not.toContain('being loaded')
})

test('one that cannot be fetched says so, and is asked for again on request', async () => {
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const { body, button, text } = await renderAsk(load)
  await click(button)
  await act(async () => asked[0]?.reject(new Error('Failed to fetch dynamically imported module')))
  expect(text()).toContain('This part could not be loaded')
  await click(getControl(body, 'Try again'))
  expect(asked).toHaveLength(2)
  await act(async () => asked[1]?.resolve(Ask))
  expect(text()).toContain('Asked')
})

test('one that could not be fetched is asked for again when it is opened again', async () => {
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const { body, button, text } = await renderAsk(load)
  await click(button)
  await act(async () => asked[0]?.reject(new Error('gone')))
  await click(getControl(body, 'Close'))
  expect(asked).toHaveLength(1)
  await click(button)
  await act(async () => asked[1]?.resolve(Ask))
  expect(text()).toContain('Asked')
})

test('one that is closed before it is there never shows', async () => {
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const LazyAsk = lazyDialog(load, { opened: false })
  function Page() {
    const [opened, setOpened] = useState(true)
    const close = () => setOpened(false)
    return (
      <>
        <Button onClick={close}>Leave</Button>
        <LazyAsk opened={opened} onClose={close} />
      </>
    )
  }
  const { body, text } = await renderWithStores(<Page />)
  await click(getControl(body, 'Leave'))
  await act(async () => asked[0]?.resolve(Ask))
  expect(text()).not.toContain('Asked')
})

test('the focus returns to what opened the dialog, the first time too', async () => {
  const { asked, load } = createLoader<ComponentType<AskProps>>()
  const { body, button } = await renderAsk(load)
  await click(button)
  await act(async () => asked[0]?.resolve(Ask))
  getControl(body, 'Yes').focus()
  await click(getControl(body, 'Close'))
  await expect.poll(() => document.activeElement).toBe(button)
})

test('a part of a page that cannot be fetched leaves the rest of the page, and is asked for again on request', async () => {
  const { asked, load } = createLoader<ComponentType<{ readonly name: string }>>()
  const Part = lazyPart(load)
  const { body, text } = await renderWithStores(
    <>
      <h1>Page</h1>
      <Part name="Anna" />
    </>
  )
  expect(text()).toBe('Page')
  await act(async () => asked[0]?.reject(new Error('gone')))
  expect(text()).toContain('PageThis part could not be loaded')
  await click(getControl(body, 'Try again'))
  await act(async () => asked[1]?.resolve(({ name }) => <p>Hello {name}</p>))
  expect(text()).toBe('PageHello Anna')
})
