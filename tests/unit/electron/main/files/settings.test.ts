import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openSettings, type Settings } from '#electron/main/files/settings.ts'
import { defaultSettings } from '#electron/main/files/stored-settings.ts'
import { makeFolder, recordLog } from '../services-support.ts'

const now = (): number => Date.UTC(2026, 10, 30, 17, 45)
const open = (folder: string, log = recordLog()): Promise<Settings> => openSettings({ folder, now, log })

async function store(folder: string, value: unknown): Promise<void> {
  await writeFile(path.join(folder, 'settings.json'), typeof value === 'string' ? value : JSON.stringify(value))
}

const readStored = async (folder: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(folder, 'settings.json'), 'utf8')) as Record<string, unknown>

test('a new computer has reminders an hour and ten minutes before, and no updates', async () => {
  const { current, setAside } = await open(await makeFolder())
  expect(current).toEqual({
    reminders: { beforeMin: [60, 10], afterSession: true },
    theme: 'system',
    keepRunning: true,
    autoUpdate: false,
    servers: [],
    isClosingExplained: false
  })
  expect(setAside).toBeUndefined()
})

test('a change is told and survives the next start', async () => {
  const folder = await makeFolder()
  const settings = await open(folder)
  const told: string[] = []
  const stop = settings.onChange(({ theme }) => told.push(theme))

  await settings.change({ theme: 'dark', window: { x: -10, y: 0, width: 900, height: 700, isMaximized: true } })
  stop()
  await settings.change({ keepRunning: false })

  expect(told).toEqual(['dark'])
  const { current, setAside } = await open(folder)
  expect(current).toEqual({
    ...defaultSettings,
    theme: 'dark',
    keepRunning: false,
    window: { x: -10, y: 0, width: 900, height: 700, isMaximized: true }
  })
  expect(setAside).toBeUndefined()
})

test('changes at the same time do not undo each other', async () => {
  const folder = await makeFolder()
  const settings = await open(folder)

  await Promise.all([
    settings.change({ theme: 'light' }),
    settings.change({ keepRunning: false }),
    settings.change({ isClosingExplained: true })
  ])

  const expected = { ...defaultSettings, theme: 'light', keepRunning: false, isClosingExplained: true }
  expect(settings.current).toEqual(expected)
  expect((await open(folder)).current).toEqual(expected)
})

test('each lead time is kept once', async () => {
  const settings = await open(await makeFolder())
  await settings.change({ reminders: { beforeMin: [10, 60, 10, 1440], afterSession: false } })
  expect(settings.current.reminders).toEqual({ beforeMin: [1440, 60, 10], afterSession: false })
})

test('a file of an older version is filled up with defaults', async () => {
  const folder = await makeFolder()
  await store(folder, { theme: 'dark', reminders: { beforeMin: [15] } })
  const { current, setAside } = await open(folder)
  expect(current).toEqual({
    ...defaultSettings,
    theme: 'dark',
    reminders: { beforeMin: [15], afterSession: true }
  })
  expect(setAside).toBeUndefined()
})

test('fields of a newer version survive a change by this one', async () => {
  const folder = await makeFolder()
  await store(folder, {
    theme: 'dark',
    density: 'compact',
    reminders: { beforeMin: [5], afterSession: true, sound: 'bell' }
  })
  const settings = await open(folder)
  expect(settings.current).not.toHaveProperty('density')

  await settings.change({ theme: 'light', reminders: { beforeMin: [30], afterSession: false } })

  expect(await readStored(folder)).toMatchObject({
    theme: 'light',
    density: 'compact',
    reminders: { beforeMin: [30], afterSession: false, sound: 'bell' }
  })
})

test.each(['{"theme": "da', '', 'null', '[1]', '"dark"'])('a corrupt file %j is set aside', async content => {
  const folder = await makeFolder()
  await store(folder, content)

  const settings = await open(folder)

  expect(settings.setAside).toBe('settings.corrupt-20261130-174500.json')
  expect(settings.current).toEqual(defaultSettings)
  expect(await readdir(folder)).toEqual([settings.setAside])
  await settings.change({ theme: 'dark' })
  expect(await readFile(path.join(folder, settings.setAside!), 'utf8')).toBe(content)
})

test.each([
  ['theme', 'purple'],
  ['keepRunning', 'yes'],
  ['reminders', { beforeMin: [1, 2, 3, 4, 5, 6], afterSession: true }],
  ['reminders', null],
  ['servers', ["https://a.example.org; script-src 'unsafe-eval'"]],
  ['servers', ['https://a.example.org/path']],
  ['servers', 'https://a.example.org'],
  ['window', { x: 0, y: 0, width: null, height: 5, isMaximized: false }],
  ['keyStoreChoice', 'sealed']
])('a bad %s costs no other field, and a copy is kept', async (field, value) => {
  const folder = await makeFolder()
  const before = { autoUpdate: true, isClosingExplained: true, [field]: value }
  await store(folder, before)
  const log = recordLog()

  const settings = await open(folder, log)

  expect(settings.current).toEqual({ ...defaultSettings, autoUpdate: true, isClosingExplained: true })
  const aside = 'settings.corrupt-20261130-174500.json'
  expect(settings.setAside).toBe(aside)
  expect(JSON.parse(await readFile(path.join(folder, aside), 'utf8'))).toEqual(before)
  expect(log.lines).toEqual([
    { level: 'warn', event: 'settings-fields-defaulted', fields: { fields: field, file: aside } }
  ])
  const again = await open(folder)
  expect(again.setAside).toBeUndefined()
  expect(again.current).toEqual(settings.current)
})

test('where the disk refuses, a change rejects and nothing is changed', async () => {
  const folder = await makeFolder()
  const settings = await open(folder)
  await mkdir(path.join(folder, 'settings.json.tmp'))
  const told: unknown[] = []
  settings.onChange(next => told.push(next))

  await expect(settings.change({ theme: 'dark' })).rejects.toThrow()

  expect(settings.current).toEqual(defaultSettings)
  expect(told).toEqual([])
})

test('a file that cannot be read at all leaves the defaults', async () => {
  const folder = await makeFolder()
  await mkdir(path.join(folder, 'settings.json'))
  const log = recordLog()
  const settings = await open(folder, log)
  expect(settings.current).toEqual(defaultSettings)
  expect(log.events).toEqual(['settings-unreadable'])
})
