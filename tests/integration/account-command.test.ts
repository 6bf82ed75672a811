import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccountCommand, createAccountCommands, type CommandResult } from '#server/accounts/account-commands.ts'
import { auditDatabase, createAuditLog } from '#server/audit/audit-log.ts'
import { openAccounts } from '#server/accounts/open-accounts.ts'
import { createPasswordHasher } from '#server/accounts/password-hash.ts'
import { readCommand } from '#server/cli/read-command.ts'
import { loadResetRecords } from '#server/joining/reset-records.ts'
import { createResets, operatorsLink } from '#server/joining/resets.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../support/start-source.ts'

const makeRandomBytes = (length: number) => new Uint8Array(randomBytes(length))
const carla = [
  'add',
  'carla',
  '--role',
  'coach',
  '--display',
  'Carla',
  '--phone',
  '+41 44 668 18 00',
  '--zone',
  'Europe/Zurich'
]

let databases: Databases
let url: string
let run: (args: readonly string[], input?: string) => Promise<CommandResult>

beforeEach(async () => {
  url = 'https://desk.example.org'
  databases = createMemoryDatabases(systemStarts)
  const hasher = createPasswordHasher(makeRandomBytes, 4)
  const source = { now: () => 1_000, randomBytes: makeRandomBytes }
  const audit = createAuditLog({ store: await databases.open(auditDatabase), ...source })
  const accounts = await openAccounts({ databases, hasher, ...source, tell: () => {} })
  const records = await loadResetRecords({ databases, key: 'a key', randomBytes: makeRandomBytes })
  const [findPublicUrl, tellUntold] = [() => url, () => Promise.resolve()]
  const resets = createResets({ ...accounts, ...source, audit, records, findPublicUrl, tellUntold })
  const commands = (command: AccountCommand) =>
    createAccountCommands({
      ...accounts,
      audit,
      issueReset: url === '' ? undefined : id => resets.issue(id, operatorsLink)
    })(command)
  run = async (args, input = 'a long password\n') => {
    const read = await readCommand(args, () => Promise.resolve(input))
    return read.ok ? commands(read.command) : { ok: false, lines: [read.problem] }
  }
})
afterEach(() => databases.close())

describe('npm run account', () => {
  it.each([
    [['add', 'xy', '--role', 'coach', '--display', 'X', '--phone', '12'], 'phone'],
    [['add', 'xy', '--role', 'boss', '--display', 'X', '--phone', '+41446681800'], 'role'],
    [['add', 'xy', '--role', 'coach', '--display', 'X', '--phone', '+41446681800', '--zone', 'Mars/X'], 'zone'],
    [['add', 'x y', '--role', 'coach', '--display', 'X', '--phone', '+41446681800'], 'name'],
    [['add', 'xy', '--role', 'coach', '--display', 'X', '--phone', '+12133734253 ext. 123'], 'extension'],
    [['add', 'xy'], '--role'],
    [['disable', 'nobody'], 'belongs to no account'],
    [['password', 'nobody'], 'belongs to no account'],
    [['administrator', 'nobody'], 'belongs to no account'],
    [['reset-link', 'nobody'], 'There is no account'],
    [['dance', 'xy'], 'dance'],
    [['dance'], 'needed'],
    [['enable', 'xy', 'yz'], 'yz'],
    [['list', '--loud'], 'loud']
  ])('%j says what is wrong', async (args, word) => {
    const { ok, lines } = await run(args)
    expect(ok).toBe(false)
    expect(lines.join('\n')).toContain(word)
  })

  it('adds, lists, disables, enables and sets passwords', async () => {
    expect(await run(['list'])).toEqual({ ok: true, lines: ['There are no accounts yet.'] })
    expect(await run(carla)).toEqual({ ok: true, lines: ['carla (coach) was added.'] })
    expect((await run(['disable', 'carla'])).ok).toBe(true)
    expect((await run(['list'])).lines[0]).toMatch(/^carla +coach +disabled Europe\/Zurich +Carla$/)
    expect((await run(['enable', 'carla'])).ok).toBe(true)
    expect((await run(['password', 'carla'], 'another long one')).ok).toBe(true)
  })

  it('JO25 gives a link to a new password, and says what is missing where no setting names the address', async () => {
    await run(carla)
    const { ok, lines } = await run(['reset-link', 'carla'])
    expect(ok).toBe(true)
    expect(lines.join('\n')).toMatch(/https:\/\/desk\.example\.org\/app\/reset#[\w-]{43}$/)
    url = ''
    const refused = await run(['reset-link', 'carla'])
    expect(refused.ok).toBe(false)
    expect(refused.lines.join('\n')).toContain('COACHDESK_URL')
    url = 'https://desk.example.org'
    await run(['disable', 'carla'])
    expect((await run(['reset-link', 'carla'])).ok).toBe(false)
  })

  it('refuses a short password and a name that is taken, in any case of letters', async () => {
    expect((await run(carla, 'short\n')).lines.join()).toContain('password')
    await run(carla)
    expect((await run(['add', 'CARLA', ...carla.slice(2)])).lines).toEqual(['The sign-in name is taken.'])
  })

  it('says each fault in a sentence of its own', async () => {
    const wrong = ['add', 'X Y', '--role', 'boss', '--display', '', '--phone', '12', '--email', 'x', '--zone', 'Mars/X']
    expect((await run(wrong, 'short\n')).lines).toEqual([
      'The name for others (--display) needs 1 to 80 characters, one of which can be seen.',
      'The phone number is not one phone number with its country code and without an extension, such as +41 44 668 18 00.',
      'The e-mail address is not an e-mail address.',
      'The time zone is not an IANA time zone, such as Europe/Zurich.',
      'The sign-in name needs 2 to 40 characters: small letters, digits, dots, dashes and underscores, a letter or digit first.',
      'The role is one of coach, student and none.',
      'The password needs 8 to 256 characters.'
    ])
  })

  it('AC5 gives and takes the right to administer, beside the role, but for the last who has it', async () => {
    await run(carla)
    const ada = ['add', 'ada', '--role', 'admin', '--display', 'Ada', '--phone', '+41 44 668 18 00']
    expect(await run(ada)).toEqual({ ok: true, lines: ['ada (admin) was added.'] })
    const last = ['The sign-in name belongs to the last administrator: give somebody else that right first.']
    expect(await run(['disable', 'ada'])).toEqual({ ok: false, lines: last })
    expect(await run(['no-administrator', 'ada'])).toEqual({ ok: false, lines: last })
    expect(await run(['administrator', 'carla'])).toEqual({ ok: true, lines: ['carla (coach+admin) may administer.'] })
    expect((await run(['list'])).lines).toEqual([
      expect.stringMatching(/^ada +admin +active /),
      expect.stringMatching(/^carla +coach\+admin +active /)
    ])
    // Both at once: one of them is the last by then.
    const both = await Promise.all([run(['disable', 'ada']), run(['no-administrator', 'carla'])])
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    // Whoever is disabled administers nothing.
    expect((await run(['no-administrator', 'ada'])).ok).toBe(true)
    expect((await run(['disable', 'carla'])).lines).toEqual(last)
  })

  it('adds somebody with a role who administers, too', async () => {
    expect((await run([...carla, '--admin'])).lines).toEqual(['carla (coach+admin) was added.'])
    expect((await run(['add', 'ann', '--role', 'none', '--display', 'Ann', '--phone', '+41446681800'])).lines).toEqual([
      'ann (none) was added.'
    ])
  })

  it('takes one line as the password, and none of several', async () => {
    await run(carla, 'a long password\r\n')
    const hasher = createPasswordHasher(makeRandomBytes, 4)
    const [account] = await collect(databases)
    expect(await hasher.verify('a long password', String(account?.['passwordHash']))).toBe(true)
    expect(await hasher.verify('a long password\r', String(account?.['passwordHash']))).toBe(false)
    const { ok, lines } = await run(['password', 'carla'], 'a long password\nand more\n')
    expect(ok).toBe(false)
    expect(lines.join()).toContain('more than one line')
  })

  it('gives a coach a public profile without a phone, a student none', async () => {
    await run(carla)
    await run(['add', 'stan', '--role', 'student', '--display', 'Stan', '--phone', '+41446681801'])
    const users = await databases.open('users')
    const profiles: unknown[] = []
    for await (const profile of users.all()) profiles.push(profile)
    expect(profiles).toMatchObject([{ displayName: 'Carla', zone: 'Europe/Zurich' }])
    expect(JSON.stringify(profiles)).not.toContain('+41')
  })
})

async function collect(from: Databases): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const list: Readonly<Record<string, unknown>>[] = []
  for await (const account of (await from.open('accounts')).all()) list.push(account)
  return list
}
