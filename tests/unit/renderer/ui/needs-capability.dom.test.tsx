import { act } from 'react'
import { expect, test } from 'vitest'
import { versionCapability } from '#domain/versions/product-version.ts'
import { useOffer } from '#renderer/store/hooks.ts'
import { NeedsCapability } from '#renderer/ui/needs-capability.tsx'
import { type Rendered, renderWithStores, testNow } from '../render-with-stores.tsx'

type Workspace = NonNullable<NonNullable<Parameters<typeof renderWithStores>[1]>['workspace']>

const render = (workspace: Workspace): Promise<Rendered> =>
  renderWithStores(
    <NeedsCapability name={versionCapability} title="Series">
      <p>What the page shows</p>
    </NeedsCapability>,
    { workspace }
  )

test('VE10 a page is there with a server that offers it', async () => {
  const { text } = await render({ capabilities: ['something-else', versionCapability] })
  expect(text()).toBe('What the page shows')
})

test('VE10 with a server that does not, its place says so and what to do; it opens once the server is updated', async () => {
  const { body, text, workspace } = await render({ capabilities: ['something-else'] })
  expect(body.querySelector('h1')?.textContent).toBe('Series')
  expect(text()).toContain('Your server does not offer this yet')
  expect(text()).toContain('Ask the person who runs it to update it')
  expect(text()).not.toContain('What the page shows')
  await act(async () => workspace.setState({ capabilities: [versionCapability] }))
  expect(text()).toBe('What the page shows')
  await act(async () => workspace.setState({ capabilities: [] }))
  expect(text()).toContain('Your server does not offer this yet')
})

test('VE10 while the server has not been asked yet nothing is said of it', async () => {
  const { body, text, workspace } = await render({ capabilities: undefined, sync: { kind: 'starting' } })
  expect(body.querySelector('[aria-busy="true"]')).not.toBeNull()
  await act(async () => workspace.setState({ sync: { kind: 'offline', since: testNow, waiting: 0 } }))
  expect(text()).toContain('Not known yet whether your server offers this')
  expect(text()).toContain('Connect it to the network')
  expect(text()).not.toContain('does not offer')
})

test('VE10 a part of a page asks by itself', async () => {
  const Button = () => (useOffer(versionCapability) === 'offered' ? <button type="button">Repeat</button> : null)
  const { body, workspace } = await renderWithStores(<Button />, { workspace: { capabilities: [] } })
  expect(body.querySelector('button')).toBeNull()
  await act(async () => workspace.setState({ capabilities: [versionCapability] }))
  expect(body.querySelector('button')).not.toBeNull()
})
