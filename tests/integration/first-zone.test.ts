import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCommand } from '#server/cli/read-command.ts'
import { bearer, createClient } from '../support/http-client.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
beforeEach(async () => {
  test = await startTestServer()
  await test.addAccount('sam', 'student', { zone: 'UTC', isZoneGuess: true })
})
afterEach(() => test.remove())

const signIn = (more: object, name = 'sam') =>
  createClient(test.url)('POST', '/_session', { name, password: passwordOf(name), ...more })
const accountOf = (name = 'sam') => test.server.directory.findByName(name)

describe('JO40 a zone that nobody has said', () => {
  it('JO40 becomes that of the first device, and no later sign-in changes it', async () => {
    expect((await signIn({ zone: 'America/New_York' })).json).toMatchObject({ zone: 'America/New_York' })
    expect((await signIn({ zone: 'Asia/Tokyo' })).json).toMatchObject({ zone: 'America/New_York' })
    test = await test.restart()
    expect((await signIn({ zone: 'Asia/Tokyo' })).json).toMatchObject({ zone: 'America/New_York' })
    expect(accountOf()).not.toHaveProperty('isZoneGuess')
  })

  it('of a coach goes into the public profile, too', async () => {
    await test.addAccount('carla', 'coach', { zone: 'UTC', isZoneGuess: true })
    await signIn({ zone: 'Europe/Lisbon' }, 'carla')
    const [profile] = await (await test.server.databases.open('users')).read([accountOf('carla')?.id ?? ''])
    expect(profile).toMatchObject({ zone: 'Europe/Lisbon' })
  })

  it.each([[{}], [{ zone: 'Mars/X' }], [{ zone: 'x'.repeat(100) }], [{ zone: 7 }], [{ zone: null }]])(
    'stays as it is where the first device says %j, and is that person’s to change from then on',
    async said => {
      expect(await signIn(said)).toMatchObject({ status: 200, json: { zone: 'UTC' } })
      expect((await signIn({ zone: 'Asia/Tokyo' })).json).toMatchObject({ zone: 'UTC' })
    }
  )

  it('is not settled by a wrong password, nor by who asks without signing in on a device', async () => {
    expect((await signIn({ password: 'a guess', zone: 'Asia/Tokyo' })).status).toBe(401)
    const authorization = `Basic ${Buffer.from(`sam:${passwordOf('sam')}`).toString('base64')}`
    expect((await fetch(`${test.url}/_account`, { headers: { authorization } })).status).toBe(200)
    expect(accountOf()).toMatchObject({ zone: 'UTC', isZoneGuess: true })
    expect((await signIn({ zone: 'Europe/Zurich' })).json).toMatchObject({ zone: 'Europe/Zurich' })
  })

  it('JO40 is settled by the device that sets the first password by a link, too', async () => {
    const issued = await test.server.resets.issue(accountOf()?.id ?? '', { by: undefined, lifeMs: 60_000 })
    const token = issued?.url.split('#')[1]
    const body = { token, password: 'the first password', zone: 'Asia/Kolkata' }
    expect((await createClient(test.url)('POST', '/_links/reset', body)).json).toMatchObject({ zone: 'Asia/Kolkata' })
    expect((await signIn({ password: 'the first password', zone: 'Asia/Tokyo' })).json).toMatchObject({
      zone: 'Asia/Kolkata'
    })
  })

  it('gives nobody a sign-in whose password was replaced meanwhile', async () => {
    const { service, directory } = test.server
    const before = directory.findByName('sam')
    if (before === undefined) throw new Error('there is no sam')
    await service.setPassword(before.id, 'a newer password')
    const settled = await service.settleZone(before, 'Asia/Tokyo')
    expect(settled).toMatchObject({ tokenVersion: before.tokenVersion, zone: 'Asia/Tokyo' })
    expect(directory.find(before.id)).toMatchObject({ tokenVersion: before.tokenVersion + 1, zone: 'Asia/Tokyo' })
  })

  it('is said once its person has chosen one', async () => {
    const { token } = (await signIn({})).json
    const ask = createClient(test.url, bearer(String(token)))
    expect((await ask('PUT', '/_account', { zone: 'Europe/Madrid' })).status).toBe(200)
    expect((await signIn({ zone: 'Asia/Tokyo' })).json).toMatchObject({ zone: 'Europe/Madrid' })
  })
})

it('JO40 a zone that was said where the account was made stays', async () => {
  await test.addAccount('zoe', 'student', { zone: 'Europe/Zurich' })
  expect((await signIn({ zone: 'Asia/Tokyo' }, 'zoe')).json).toMatchObject({ zone: 'Europe/Zurich' })
})

it('the command line says whether its operator has said the zone', async () => {
  const words = ['add', 'xy', '--role', 'coach', '--display', 'X', '--phone', '+41446681800']
  const read = (more: readonly string[]) => readCommand([...words, ...more], () => Promise.resolve('a long password'))
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  expect(await read([])).toMatchObject({ command: { zone: timeZone, isZoneGuess: true } })
  const said = await read(['--zone', 'Europe/Zurich'])
  expect(said).toMatchObject({ command: { zone: 'Europe/Zurich' } })
  expect(said).not.toMatchObject({ command: { isZoneGuess: true } })
})
