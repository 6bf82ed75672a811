import { parseArgs } from 'node:util'
import type { AccountCommand } from '../accounts/account-commands.ts'

export const usage = [
  'Usage (passwords are read from standard input; whoever only administers has the role none):',
  '  npm run account -- add <name> --role coach|student|none [--admin] --display "Full Name" --phone +41446681800 [--email ...] [--zone Europe/Zurich]',
  '  npm run account -- list',
  '  npm run account -- disable <name>',
  '  npm run account -- enable <name>',
  '  npm run account -- administrator <name>',
  '  npm run account -- no-administrator <name>',
  '  npm run account -- password <name>',
  '  npm run account -- reset-link <name>'
]

export type ReadCommand =
  | { readonly ok: true; readonly command: AccountCommand }
  | { readonly ok: false; readonly problem: string }

const twoLines: ReadCommand = {
  ok: false,
  problem: 'The password on standard input has more than one line. Give it alone, on one line.'
}

/** Turns the words of a command line into an account command; asks for the password only where one is needed. */
export async function readCommand(args: readonly string[], readInput: () => Promise<string>): Promise<ReadCommand> {
  const parsed = parse(args)
  if (typeof parsed === 'string') return { ok: false, problem: parsed }
  const { values, positionals } = parsed
  const [kind, name, ...more] = positionals
  if (more.length > 0) return { ok: false, problem: `What does "${more[0]}" mean here?` }
  if (kind === 'list') return { ok: true, command: { kind } }
  if (name === undefined) return { ok: false, problem: 'A command and a name are needed.' }
  switch (kind) {
    case 'disable':
    case 'enable':
    case 'administrator':
    case 'no-administrator':
    case 'reset-link':
      return { ok: true, command: { kind, name } }
    case 'password': {
      const password = await readPassword(readInput)
      return password === undefined ? twoLines : { ok: true, command: { kind, name, password } }
    }
    case 'add': {
      const { role, admin: isAdmin, display, phone, email, zone } = values
      if (role === undefined || display === undefined || phone === undefined) {
        return { ok: false, problem: 'add needs --role, --display and --phone.' }
      }
      const password = await readPassword(readInput)
      if (password === undefined) return twoLines
      // Nobody has said it: the person's first device does, and this machine until then.
      const guess = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, isZoneGuess: true } as const
      const optional = { ...(email === undefined ? {} : { email }), ...(zone === undefined ? guess : { zone }) }
      return {
        ok: true,
        command: { kind, name, role, isAdmin, displayName: display, phone, password, ...optional }
      }
    }
    default:
      return { ok: false, problem: `There is no command "${kind}".` }
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        admin: { type: 'boolean', default: false },
        display: { type: 'string' },
        phone: { type: 'string' },
        email: { type: 'string' },
        zone: { type: 'string' }
      }
    })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** One line: `echo` and terminals end it with a newline that is not part of the password. Undefined where there are more. */
async function readPassword(readInput: () => Promise<string>): Promise<string | undefined> {
  const text = (await readInput()).replace(/(?:\r?\n)+$/, '')
  return /[\r\n]/.test(text) ? undefined : text
}
