import { expect, test } from 'vitest'
import { PageWatcher } from '#renderer/app/layout/page-watcher.tsx'
import { eventually } from '../../../../support/eventually.ts'
import { renderWithStores } from '../../render-with-stores.tsx'

test('a page says that it is shown once it is drawn, and says it once', async () => {
  const drawn: (string | undefined)[] = []
  const noteShown = () => void drawn.push(document.querySelector('h1')?.textContent)
  const { workspace } = await renderWithStores(
    <>
      <h1>Here</h1>
      <PageWatcher />
    </>,
    { workspace: { noteShown } }
  )
  // A frame and a task later: what begins then holds nothing up.
  await eventually(() => expect(drawn).toEqual(['Here']))
  workspace.setState({ coaches: [] })
  await new Promise<void>(resolve => {
    requestAnimationFrame(() => setTimeout(resolve))
  })
  expect(drawn).toEqual(['Here'])
})
