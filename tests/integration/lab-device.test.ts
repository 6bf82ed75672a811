import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Device, startDevice } from '../../tools/lab/devices/device-server.ts'
import { createLabApp } from '../../tools/lab/server/lab-app.ts'
import { listenLocally, type LocalServer } from '../../tools/lab/server/listen-locally.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const labOrigin = 'http://127.0.0.1:5990'
const right = { clockAheadMs: 0 }

let server: TestServer
let device: Device
const extra: LocalServer[] = []

beforeEach(async () => {
  server = await startTestServer()
  const web = path.join(server.dataFolder, 'web')
  mkdirSync(web)
  writeFileSync(
    path.join(web, 'index.html'),
    '<!doctype html><html><head><script src="/app/a.js"></script></head></html>'
  )
  await server.addAccount('sam', 'student')
  device = await startDevice(0, () => labOrigin)
  device.prepare(server.url, { name: 'sam', password: 'a password', startPath: '/app/find' })
})
afterEach(async () => {
  for (const other of extra.splice(0)) await other.stop()
  await device.stop()
  await server.remove()
})

const ask = async (pathname: string): Promise<Response> => {
  const { token } = await server.signIn('sam')
  return fetch(device.origin + pathname, { headers: { authorization: `Bearer ${token}` } })
}

it('passes the protocol on, and the page with the device’s script, framed by the lab alone', async () => {
  expect(await (await ask('/slots')).json()).toMatchObject({ db_name: 'slots' })
  const page = await fetch(`${device.origin}/app/find`)
  expect(await page.text()).toContain('<head><script src="/lab/device.js"></script><script src="/app/a.js">')
  expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${labOrigin}`)
  expect(page.headers.get('x-frame-options')).toBeNull()

  const own = await fetch(`${server.url}/app/find`)
  expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(own.headers.get('x-frame-options')).not.toBeNull()
})

it('cut, it ends open feeds and refuses all but the application’s files; online again, it works as before', async () => {
  const feed = await ask('/_db_updates?feed=continuous&since=now&heartbeat=20000')
  device.set({ network: 'cut', ...right })
  await expect(feed.text()).rejects.toThrow()
  await expect(fetch(`${device.origin}/_up`)).rejects.toThrow()
  expect((await fetch(`${device.origin}/app/find`)).status).toBe(200)
  expect(await (await fetch(`${device.origin}/lab/device.js`)).text()).toContain('{"online":false,"clockAheadMs":0}')
  device.set({ network: 'online', ...right })
  expect((await fetch(`${device.origin}/_up`)).status).toBe(200)
})

it('stalled, it keeps a request until the network is back', async () => {
  device.set({ network: 'stalled', ...right })
  let isAnswered = false
  const asked = fetch(`${device.origin}/_up`).then(answer => {
    isAnswered = true
    return answer.status
  })
  // What needs no network goes there and back meanwhile.
  await (await fetch(`${device.origin}/app/find`)).text()
  expect(isAnswered).toBe(false)
  device.set({ network: 'online', ...right })
  expect(await asked).toBe(200)
})

it('tells the clock that was set for it, until somebody new gets the device', async () => {
  device.set({ network: 'online', clockAheadMs: 5_000 })
  expect(await (await fetch(`${device.origin}/lab/device.js`)).text()).toContain('"clockAheadMs":5000')
  device.prepare(server.url, { name: 'tina', password: 'a password', startPath: '/app/find' })
  expect(await (await fetch(`${device.origin}/lab/device.js`)).text()).toContain('"clockAheadMs":0')
  expect(await (await fetch(`${device.origin}/lab/api/welcome`)).json()).toMatchObject({ name: 'tina', labOrigin })
})

it('a taken port is told in words', async () => {
  const taken = Number(new URL(device.origin).port)
  await expect(startDevice(taken, () => labOrigin)).rejects.toThrow(`Port ${taken} is taken`)
})

it('only the lab’s own page may ask for scenes, and only for what there is', async () => {
  let origin = ''
  const app = createLabApp({
    readLabOrigin: () => origin,
    readDeviceOrigins: () => [device.origin],
    openScene: () => Promise.resolve(undefined),
    setDevice: () => undefined,
    setAccount: () => Promise.reject(new Error('no account changes without a scene'))
  })
  const lab = await listenLocally(0, app)
  extra.push(lab)
  origin = lab.origin
  const post = (what: string, body: object, from = origin) =>
    fetch(`${lab.origin}/lab/api/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: from },
      body: JSON.stringify(body)
    })
  expect((await post('scene', { recipeId: 'MG1' }, 'http://evil.example')).status).toBe(403)
  expect((await post('scene', { recipeId: 'MG99' })).status).toBe(400)
  expect((await post('device', { seat: 'left', network: 'none', clockAheadMs: 0 })).status).toBe(400)
  expect((await post('device', { seat: 'left', network: 'cut', clockAheadMs: 0 })).status).toBe(200)
  const failed = await post('account', { person: 'sam', disabled: true })
  expect(failed.status).toBe(500)
  expect(await failed.json()).toEqual({ error: 'no account changes without a scene' })
})
