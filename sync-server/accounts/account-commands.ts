import { z } from 'zod'
import { assertNever } from '#domain/assert-never.ts'
import type { AccountDirectory } from './account-directory.ts'
import type { AccountResult, AccountService } from './account-service.ts'

/** What an operator may ask for from the command line. */
export const accountCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('add'),
    name: z.string(),
    role: z.string(),
    displayName: z.string(),
    phone: z.string(),
    email: z.string().optional(),
    zone: z.string(),
    password: z.string()
  }),
  z.strictObject({ kind: z.literal('list') }),
  z.strictObject({ kind: z.literal('disable'), name: z.string() }),
  z.strictObject({ kind: z.literal('enable'), name: z.string() }),
  z.strictObject({ kind: z.literal('password'), name: z.string(), password: z.string() })
])

export type AccountCommand = z.infer<typeof accountCommandSchema>

export interface CommandResult {
  readonly ok: boolean
  /** What the operator reads. */
  readonly lines: readonly string[]
}

export function createAccountCommands(parts: {
  readonly directory: AccountDirectory
  readonly service: AccountService
}): (command: AccountCommand) => Promise<CommandResult> {
  const { directory, service } = parts
  const idOf = (name: string): string => directory.findByName(name)?.id ?? ''

  return async command => {
    switch (command.kind) {
      case 'add': {
        const { kind, email, ...fields } = command
        return describe(await service.add({ ...fields, ...(email === undefined ? {} : { email }) }), 'added')
      }
      case 'list':
        return { ok: true, lines: listAccounts(directory) }
      case 'disable':
        return describe(await service.setDisabled(idOf(command.name), true), 'disabled')
      case 'enable':
        return describe(await service.setDisabled(idOf(command.name), false), 'enabled')
      case 'password':
        return describe(await service.setPassword(idOf(command.name), command.password), 'has a new password')
      default:
        return assertNever(command)
    }
  }
}

function describe(result: AccountResult, done: string): CommandResult {
  if (result.ok) return { ok: true, lines: [`${result.account.name} (${result.account.role}) ${done}`] }
  return { ok: false, lines: result.problems.map(({ field, why }) => `${field}: ${why}`) }
}

function listAccounts(directory: AccountDirectory): readonly string[] {
  const accounts = [...directory.list()].sort((a, b) => a.name.localeCompare(b.name))
  if (accounts.length === 0) return ['There are no accounts yet.']
  return accounts.map(({ name, role, displayName, zone, disabled }) =>
    [name.padEnd(20), role.padEnd(8), disabled ? 'disabled' : 'active  ', zone.padEnd(20), displayName].join(' ')
  )
}
