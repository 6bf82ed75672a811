import { expect, onTestFinished, test, vi } from 'vitest'
import type { UpdateState } from '#electron/contract/desktop-types.ts'
import { isNewerVersion } from '#electron/main/life/compare-versions.ts'
import type { Updater } from '#electron/main/life/updater.ts'
import { createUpdates } from '#electron/main/life/updates.ts'
import { recordLog } from '../services-support.ts'

/** A feed that offers one version, and a download that ends when the test says so. */
function createFeed(offered: string, running = '1.2.3') {
  const download = Promise.withResolvers<void>()
  const calls: string[] = []
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: false,
    allowDowngrade: true,
    disableWebInstaller: false,
    currentVersion: { version: running },
    async checkForUpdates() {
      calls.push('check')
      return {
        updateInfo: { version: offered },
        cancellationToken: {
          cancel: () => {
            calls.push('cancel')
            download.reject(new Error('cancelled'))
          }
        }
      }
    },
    downloadUpdate() {
      calls.push('download')
      return download.promise
    },
    quitAndInstall: () => void calls.push('install')
  }
  return { updater, calls, download }
}

function start(
  updater: Updater | Error,
  options: { readonly isEnabled?: boolean; readonly isPackaged?: boolean } = {}
) {
  const states: UpdateState[] = []
  const log = recordLog()
  let loads = 0
  const updates = createUpdates({
    isEnabled: true,
    isPackaged: true,
    ...options,
    log,
    onChange: state => states.push(state),
    load: async () => {
      loads += 1
      if (updater instanceof Error) throw updater
      return updater
    }
  })
  return { updates, states, log, countLoads: () => loads }
}

/** Lets everything that is ready run. */
function settle(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}

test.each([
  ['the person has not switched it on', { isEnabled: false }],
  ['the application runs from its sources', { isPackaged: false }]
])('where %s, the updater is not even loaded', async (_case, options) => {
  const { updater, calls } = createFeed('9.0.0')
  const { updates, countLoads, states } = start(updater, options)

  expect(updates.state).toEqual({ kind: 'off' })
  expect(await updates.check()).toEqual({ kind: 'off' })
  expect(updates.install()).toBe(false)
  if ('isPackaged' in options) updates.setEnabled(true)

  expect([countLoads(), calls, states]).toEqual([0, [], []])
})

test('a newer version is fetched, and installed when asked to or at the end', async () => {
  const { updater, calls, download } = createFeed('1.3.0')
  const { updates, states } = start(updater)

  expect(await updates.check()).toEqual({ kind: 'downloading', version: '1.3.0' })
  expect(updates.install()).toBe(false)
  download.resolve()
  await settle()

  expect(states).toEqual([
    { kind: 'checking' },
    { kind: 'downloading', version: '1.3.0' },
    { kind: 'ready', version: '1.3.0' }
  ])
  expect(updater).toMatchObject({
    autoDownload: false,
    autoInstallOnAppQuit: true,
    allowDowngrade: false,
    disableWebInstaller: true
  })
  expect(updates.install()).toBe(true)
  expect(calls).toEqual(['check', 'download', 'install'])
})

test.each(['1.2.3', '1.2.2', '0.9.9', '1.2.3-beta.1', '1.2.3+build.9', 'latest', ''])(
  'an offer of %j is not fetched by 1.2.3',
  async offered => {
    const { updater, calls } = createFeed(offered)
    const { updates, log } = start(updater)
    expect(await updates.check()).toEqual({ kind: 'idle' })
    expect(calls).toEqual(['check'])
    expect(log.events).toEqual(offered === '1.2.3' ? [] : ['update-refused'])
  }
)

test('a feed that has nothing is no fault', async () => {
  const { updater } = createFeed('9.0.0')
  updater.checkForUpdates = async () => null
  expect(await start(updater).updates.check()).toEqual({ kind: 'idle' })
})

test('what fails is told and can be tried again', async () => {
  const { updater, download } = createFeed('1.3.0')
  const checkForUpdates = updater.checkForUpdates.bind(updater)
  updater.checkForUpdates = () => Promise.reject(new Error('no network'))
  const { updates, log } = start(updater)
  expect(await updates.check()).toEqual({ kind: 'failed' })

  updater.checkForUpdates = checkForUpdates
  expect(await updates.check()).toMatchObject({ kind: 'downloading' })
  download.reject(new Error('wrong hash'))
  await settle()

  expect(updates.state).toEqual({ kind: 'failed' })
  expect(updates.install()).toBe(false)
  expect(log.events).toEqual(['update-check-failed', 'update-download-failed'])
})

test('an updater that cannot be loaded is a failed check', async () => {
  const { updates } = start(new Error('no such chunk'))
  expect(await updates.check()).toEqual({ kind: 'failed' })
})

test('two checks at once are one, and none disturbs a download', async () => {
  const { updater, calls } = createFeed('1.3.0')
  const { updates } = start(updater)
  await Promise.all([updates.check(), updates.check()])
  await updates.check()
  expect(calls).toEqual(['check', 'download'])
})

test('switching on looks for a version at once', async () => {
  const { updater, calls } = createFeed('1.3.0')
  const { updates } = start(updater, { isEnabled: false })
  updates.setEnabled(true)
  await settle()
  expect(calls).toEqual(['check', 'download'])
})

test('switching off ends the download and installs nothing', async () => {
  const { updater, calls, download } = createFeed('1.3.0')
  const { updates, states, log } = start(updater)
  await updates.check()

  updates.setEnabled(false)
  await settle()
  download.resolve()
  await settle()

  expect(updates.state).toEqual({ kind: 'off' })
  expect(calls).toEqual(['check', 'download', 'cancel'])
  expect(updater.autoInstallOnAppQuit).toBe(false)
  expect(states.at(-1)).toEqual({ kind: 'off' })
  expect(log.events).toEqual([])
})

test('switching off during a check ends it; switching on again starts anew', async () => {
  const { updater, calls } = createFeed('1.3.0')
  const gate = Promise.withResolvers<void>()
  const checkForUpdates = updater.checkForUpdates.bind(updater)
  updater.checkForUpdates = async () => {
    await gate.promise
    return checkForUpdates()
  }
  const { updates } = start(updater)
  const first = updates.check()
  await settle()
  updates.setEnabled(false)
  gate.resolve()

  expect(await first).toEqual({ kind: 'off' })
  expect(calls).toEqual(['check'])
  updates.setEnabled(true)
  await settle()
  expect(updates.state).toEqual({ kind: 'downloading', version: '1.3.0' })
  expect(updater.autoInstallOnAppQuit).toBe(true)
})

test('it looks by itself soon after the start and some times a day, until it is switched off', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { updater, calls } = createFeed('1.2.3')
  const { updates } = start(updater)
  const countAfter = async (ms: number): Promise<number> => {
    await vi.advanceTimersByTimeAsync(ms)
    return calls.length
  }
  const sixHours = 6 * 60 * 60_000

  expect(await countAfter(29_999)).toBe(0)
  expect(await countAfter(1)).toBe(1)
  expect(await countAfter(sixHours)).toBe(2)
  updates.setEnabled(false)
  expect(await countAfter(4 * sixHours)).toBe(2)
  updates.setEnabled(true)
  expect(await countAfter(0)).toBe(3)
  expect(await countAfter(sixHours)).toBe(4)
})

/** https://semver.org/spec/v2.0.0.html §11, its own examples among them. */
const ascending = [
  '0.9.9',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1-0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
  '10.0.0'
]

test('versions come in the order that semver gives them', () => {
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) {
      expect(`${a} > ${b}: ${isNewerVersion(a, b)}`).toBe(`${a} > ${b}: ${i > j}`)
    }
  }
})

test.each(['', '1', '1.2', '1.2.3.4', '01.2.3', '1.2.3-', 'v', '1.2.x', '1.2.3 4'])('%j is no version', text => {
  expect(isNewerVersion(text, '0.0.1')).toBe(false)
  expect(isNewerVersion('9.0.0', text)).toBe(false)
})
