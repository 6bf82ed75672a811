import { expect, test } from 'vitest'
import { PageWatcher } from '#renderer/app/layout/page-watcher.tsx'
import { eventually } from '../../../../support/eventually.ts'
import { renderWithStores } from '../../render-with-stores.tsx'

/** What was drawn each time that a page said it is shown. */
async function watch(route: string) {
  const drawn: (string | undefined)[] = []
  const noteShown = () => void drawn.push(document.querySelector('h1')?.textContent)
  const rendered = await renderWithStores(
    <>
      <h1>Here</h1>
      <PageWatcher />
    </>,
    { workspace: { noteShown }, route }
  )
  return { ...rendered, drawn }
}

const nextFrame = (): Promise<void> =>
  new Promise(resolve => {
    requestAnimationFrame(() => setTimeout(resolve))
  })

test('a page says that it is shown once it is drawn, and says it once', async () => {
  const { workspace, drawn } = await watch('/calendar')
  // A frame and a task later: what begins then holds nothing up.
  await eventually(() => expect(drawn).toEqual(['Here']))
  workspace.setState({ coaches: [] })
  await nextFrame()
  expect(drawn).toEqual(['Here'])
})

test('home is no page: it leads on to one that may have to be fetched', async () => {
  const { drawn } = await watch('/')
  await nextFrame()
  await nextFrame()
  expect(drawn).toEqual([])
})
