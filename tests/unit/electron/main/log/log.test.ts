import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeError } from '#electron/main/log/describe-error.ts'
import { openLog } from '#electron/main/log/open-log.ts'
import { redactFields, redactText } from '#electron/main/log/redact.ts'
import { expectOwnerOnly, makeFolder, readAll } from '../services-support.ts'

const now = (): number => Date.UTC(2026, 10, 30, 17, 45)
const jwt = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjb2FjaDFhYWEiLCJleHAiOjE3OTB9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'

async function readLines(folder: string): Promise<readonly Record<string, unknown>[]> {
  const text = await readFile(path.join(folder, 'main.log'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
}

test('each event is a line of JSON, for the owner of the file alone', async () => {
  const folder = path.join(await makeFolder(), 'logs')
  const log = openLog({ folder, now })

  log.info('started', { version: '0.1.0', isPackaged: false, windows: 1 })
  log.warn('no-key-store')
  log.error('call-failed', Object.assign(new TypeError('quoting 100 %s %d'), { code: 'ERR_X' }))

  const [started, warned, failed] = await readLines(folder)
  const at = '2026-11-30T17:45:00.000Z'
  expect(started).toEqual({
    at,
    level: 'info',
    event: 'started',
    fields: { version: '0.1.0', isPackaged: false, windows: 1 }
  })
  expect(warned).toEqual({ at, level: 'warn', event: 'no-key-store' })
  expect(failed).toMatchObject({
    at,
    level: 'error',
    event: 'call-failed',
    error: { name: 'TypeError', code: 'ERR_X' }
  })
  await expectOwnerOnly(path.join(folder, 'main.log'))
})

const hostile: readonly (readonly [kind: string, value: string])[] = [
  ['a phone number', '+14155550123'],
  ['a phone number with blanks', '+49 30 901820'],
  ['a phone number with marks', '(415) 555-0123'],
  ['a phone number without its country', '030-901820-77'],
  ['a token', jwt],
  ['a bearer token', `Bearer ${jwt}`],
  ['a short bearer token', 'bearer abc.def'],
  ['basic credentials', 'Basic YW5uYTpzZWNyZXQtcGFzcw=='],
  ['a key', 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='],
  ['an e-mail address', 'anna.smith+desk@example.org'],
  ['notes', 'Anna wants to change jobs and has not told her boss'],
  ['notes over lines', 'first line\nsecond line of it\nthird']
]

test.each(hostile)('%s reaches the file by no way', async (_kind, value) => {
  const folder = await makeFolder()
  const log = openLog({ folder, now })
  const error = new Error(value, { cause: new Error(`inner ${value}`, { cause: { message: value, code: value } }) })

  log.info('event', { value, list: `${value},${value}` })
  log.warn(`event ${value}`, { [value]: true })
  log.error('event', error)
  log.error('event', value)
  log.error('event', { name: value, frames: [value, `${value} (index.js:1:2)`], message: value })
  log.error('event', {
    name: 'Error',
    frames: [`${value}:1:2`, `/${value}/x.js:1:2`, `at f${value} (${value}:1:2)`]
  })
  log.error('event', Object.assign(new Error('ENOENT'), { name: value, code: value, path: value }))

  const text = await readAll(folder)
  const parts = value.length > 20 ? [value, value.slice(5, 17)] : [value]
  for (const part of parts.flatMap(part => part.split('\n'))) expect(text).not.toContain(part)
})

test('fields are codes and counts: sentences and private names are left out', () => {
  expect(
    redactFields({
      file: 'settings.corrupt-20261130-174500.json',
      version: '1.2.3-beta.4',
      code: 'ERR_CERT_DATE_INVALID',
      at: '2026-11-30T17:45:00.000Z',
      freeBytes: 214_748_364_800,
      phone: 14155550123,
      token: 'abc',
      notes: 'short',
      otherName: 'Anna',
      text: 'three words here'
    })
  ).toEqual({
    file: 'settings.corrupt-20261130-174500.json',
    version: '1.2.3-beta.4',
    code: 'ERR_CERT_DATE_INVALID',
    at: '2026-11-30T17:45:00.000Z',
    freeBytes: 214_748_364_800,
    phone: '[private]',
    token: '[private]',
    notes: '[private]',
    otherName: '[private]',
    text: '[text of 16 characters]'
  })
})

test('no number of seven or more digits with a plus passes, whatever stands around it', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 }).map(list => list.join(''))
  fc.assert(
    fc.property(digits, fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (number, before, after) => {
      const masked = redactText(`${before} +${number} ${after}`)
      expect(masked).not.toContain(number)
    }),
    { seed: 20261130, numRuns: 500 }
  )
})

test('an error is told by its places, without the folders above', () => {
  const error = new RangeError('secret text')
  error.stack = [
    'RangeError: secret text',
    '    at openSettings (file:///home/anna/CoachDesk/out/main/index.js:12:34)',
    '    at async /home/anna/x/main.js:5:6',
    '    secret (text:1:1) at all'
  ].join('\n')
  expect(describeError(error)).toEqual({
    name: 'RangeError',
    frames: ['openSettings (index.js:12:34)', 'main.js:5:6']
  })
})

test('a message is told only where it is known to quote nobody', () => {
  expect(describeError(new Error('net::ERR_CONNECTION_REFUSED'))).toMatchObject({
    message: 'net::ERR_CONNECTION_REFUSED'
  })
  expect(describeError(new Error('untrusted sender'))).toMatchObject({ message: 'untrusted sender' })
  expect(describeError(new Error('untrusted sender Anna'))).not.toHaveProperty('message')
  expect(describeError('Anna')).toEqual({ name: 'thrown string' })
  expect(describeError(undefined)).toEqual({ name: 'thrown undefined' })
})

test('a fault of the page is told by name and places', () => {
  expect(
    describeError({ name: 'TypeError', frames: ['app://coachdesk/assets/index-3f.js:1:2345', 'Anna said'] })
  ).toEqual({
    name: 'TypeError',
    frames: ['index-3f.js:1:2345']
  })
})

test('a chain of causes ends', () => {
  const error = new Error('a')
  error.cause = error
  expect(JSON.stringify(describeError(error)).match(/"name"/g)).toHaveLength(4)
})

test('files are rotated at one megabyte, three are kept', async () => {
  const folder = await makeFolder()
  const log = openLog({ folder, now })
  const filler = Object.fromEntries(Array.from('abcdefghijklmnopqrst', name => [name, 'ab.'.repeat(60)]))
  const lineLength = JSON.stringify(filler).length
  const write = (event: string, bytes: number): void => {
    for (let written = 0; written < bytes; written += lineLength) log.info(event, filler)
  }

  for (const event of ['oldest', 'old', 'young', 'youngest']) write(event, 1_048_576)

  expect((await readdir(folder)).filter(name => name.endsWith('.log')).sort()).toEqual([
    'main.1.log',
    'main.2.log',
    'main.log'
  ])
  for (const name of ['main.1.log', 'main.2.log', 'main.log']) {
    expect((await stat(path.join(folder, name))).size).toBeLessThan(1_060_000)
  }
  const text = await readAll(folder)
  expect(text).toContain('"youngest"')
  expect(text).not.toContain('"oldest"')
})

test('a folder that cannot be written keeps nobody from working', async () => {
  const folder = await makeFolder()
  await writeFile(path.join(folder, 'logs'), '')
  const log = openLog({ folder: path.join(folder, 'logs'), now })
  expect(() => log.info('started')).not.toThrow()
  await mkdir(path.join(folder, 'main.log'))
  expect(() => openLog({ folder, now }).error('failed', new Error('x'))).not.toThrow()
})
