import { expect, test } from 'vitest'
import { versionCapability } from '#domain/versions/product-version.ts'
import { fail, type Result, succeed } from '#renderer/data/http/failure.ts'
import type { HttpRequest, HttpTransport } from '#renderer/data/http/http-transport.ts'
import { createServerFeatures } from '#renderer/data/http/server-features.ts'

const serverUrl = 'https://coachdesk.example'

/** The windows of one browser: what one of them stores, the others hear of. */
function createWindows() {
  const valueByKey = new Map<string, string>()
  const listenersByWindow: Set<() => void>[] = []
  return {
    open() {
      const listeners = new Set<() => void>()
      listenersByWindow.push(listeners)
      const tellOthers = (): void => {
        for (const others of listenersByWindow) if (others !== listeners) for (const listener of others) listener()
      }
      const keyValueStore = {
        getItem: (key: string) => valueByKey.get(key) ?? null,
        setItem(key: string, value: string) {
          valueByKey.set(key, value)
          tellOthers()
        },
        removeItem: (key: string) => void valueByKey.delete(key)
      }
      const onChange = (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      }
      return { keyValueStore, windows: { own: keyValueStore, onChange } }
    }
  }
}

/** A server that offers what it is told to, until it cannot be reached. */
function createTransport() {
  const server = { features: [] as readonly string[], isUp: true, told: [] as (string | undefined)[] }
  async function readJson<T>({ path, deviceVersion }: HttpRequest): Promise<Result<T>> {
    if (!server.isUp) return fail({ kind: 'offline', detail: 'the network is down' })
    if (path === '/') return succeed({ couchdb: 'Welcome', features: server.features } as T)
    server.told.push(deviceVersion)
    return succeed({} as T)
  }
  return { server, transport: { readJson } as unknown as HttpTransport }
}

const request: HttpRequest = { method: 'GET', path: '/slots', signal: new AbortController().signal }

test('VE9 the list is asked for before the first request, and a list that says the same is told once', async () => {
  const { server, transport } = createTransport()
  server.features = [versionCapability]
  const features = createServerFeatures({ serverUrl, transport }, createWindows().open())
  const heard: unknown[] = []
  features.list$.subscribe(list => heard.push(list))
  const through = features.withVersion(transport)
  await through.readJson(request)
  expect(server.told).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/)])
  // The server is gone for a moment, and asked again as soon as it is back.
  server.isUp = false
  await through.readJson(request)
  server.isUp = true
  await through.readJson(request)
  expect(heard).toEqual([undefined, [versionCapability]])
})

test('VE10 a window that does not speak to the server hears of it from the one that does', async () => {
  const browser = createWindows()
  const { server, transport } = createTransport()
  const [first, second] = [browser.open(), browser.open()].map(parts =>
    createServerFeatures({ serverUrl, transport }, parts)
  )
  const heard: unknown[] = []
  second?.list$.subscribe(list => heard.push(list))
  server.features = ['series']
  await first?.withVersion(transport).readJson(request)
  expect(heard).toEqual([undefined, ['series']])
})
