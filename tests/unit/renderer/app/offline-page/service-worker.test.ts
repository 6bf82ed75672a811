import { expect, test, vi } from 'vitest'
import { createOfflinePage } from '#renderer/app/offline-page/service-worker.ts'
import { eventually } from '../../../../support/eventually.ts'

/** As much of a browser's service worker as the page looks at. */
class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing'
  readonly postMessage = vi.fn()

  become(state: ServiceWorkerState) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null
  waiting: FakeWorker | null = null
  active: FakeWorker | null = null
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null
  readonly registration = new FakeRegistration()
  answer: () => Promise<FakeRegistration> = () => Promise.resolve(this.registration)
  readonly register = vi.fn(() => this.answer())
}

async function start(container: FakeContainer | undefined) {
  const reload = vi.fn()
  const store = createOfflinePage({
    container: container as unknown as ServiceWorkerContainer | undefined,
    base: '/app/',
    reload
  })
  await Promise.resolve()
  await Promise.resolve()
  return { kind: () => store.getState().page.kind, store, reload }
}

test('without service workers the page says that it is not stored', async () => {
  const { kind } = await start(undefined)
  expect(kind()).toBe('unsupported')
})

test('the first version is ready once it is active, without an offer to update', async () => {
  const container = new FakeContainer()
  const worker = new FakeWorker()
  container.registration.installing = worker
  const { kind } = await start(container)
  expect(container.register).toHaveBeenCalledWith('/app/sw.js', { scope: '/app/' })
  expect(kind()).toBe('installing')
  worker.become('installed')
  expect(kind()).toBe('installing')
  worker.become('activated')
  expect(kind()).toBe('ready')
})

test('a version that cannot be stored is told as failed, as is a refused registration', async () => {
  const broken = new FakeContainer()
  const worker = new FakeWorker()
  broken.registration.installing = worker
  const first = await start(broken)
  worker.become('redundant')
  expect(first.kind()).toBe('failed')

  const forbidden = new FakeContainer()
  forbidden.answer = () => Promise.reject(new Error('insecure'))
  const second = await start(forbidden)
  await eventually(() => expect(second.kind()).toBe('failed'))
})

test('a new version waits for the click, then starts and reloads once', async () => {
  const container = new FakeContainer()
  container.registration.active = new FakeWorker()
  container.controller = container.registration.active
  const { kind, store, reload } = await start(container)
  expect(kind()).toBe('ready')
  const next = new FakeWorker()
  container.registration.installing = next
  container.registration.dispatchEvent(new Event('updatefound'))
  next.become('installed')
  const { page } = store.getState()
  expect(page.kind).toBe('update-waiting')
  expect(reload).not.toHaveBeenCalled()
  if (page.kind === 'update-waiting') page.reloadToUpdate()
  expect(next.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' })
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).toHaveBeenCalledTimes(1)
})

test('a version that another tab started is offered in every tab, and none is torn away from its reader', async () => {
  const container = new FakeContainer()
  container.registration.active = new FakeWorker()
  container.controller = container.registration.active
  const tabs = [await start(container), await start(container)]
  const next = new FakeWorker()
  container.registration.installing = next
  container.registration.dispatchEvent(new Event('updatefound'))
  next.become('installed')
  const accept = ({ store }: (typeof tabs)[number]) => {
    const { page } = store.getState()
    if (page.kind === 'update-waiting') page.reloadToUpdate()
  }
  accept(tabs[0]!)
  container.dispatchEvent(new Event('controllerchange'))
  expect(tabs.map(({ reload }) => reload.mock.calls.length)).toEqual([1, 0])
  expect(tabs[1]!.kind()).toBe('update-waiting')
  accept(tabs[1]!)
  expect(tabs[1]!.reload).toHaveBeenCalledTimes(1)
})

test('a tab that never saw the update coming offers the reload once another tab has started it', async () => {
  const container = new FakeContainer()
  container.registration.active = new FakeWorker()
  container.controller = container.registration.active
  const { kind, reload } = await start(container)
  container.dispatchEvent(new Event('controllerchange'))
  expect(kind()).toBe('update-waiting')
  expect(reload).not.toHaveBeenCalled()
})

test('the first version that takes over is no update', async () => {
  const container = new FakeContainer()
  container.registration.installing = new FakeWorker()
  const { kind } = await start(container)
  container.registration.installing.become('activated')
  container.dispatchEvent(new Event('controllerchange'))
  expect(kind()).toBe('ready')
})
