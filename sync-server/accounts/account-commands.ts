import { z } from 'zod'
import { assertNever } from '#domain/assert-never.ts'
import type { Account } from '#domain/model/account.ts'
import { type AuditAct, operatorName } from '#domain/model/audit.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AccountDirectory, PlanBeside } from './account-directory.ts'
import type { AccountResult, AccountService, NewAccount } from './account-service.ts'

/** What an operator may ask for from the command line. */
export const accountCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('add'),
    name: z.string(),
    role: z.string(),
    isAdmin: z.boolean().optional(),
    displayName: z.string(),
    phone: z.string(),
    email: z.string().optional(),
    zone: z.string(),
    isZoneGuess: z.literal(true).optional(),
    password: z.string()
  }),
  z.strictObject({ kind: z.literal('list') }),
  z.strictObject({ kind: z.literal('disable'), name: z.string() }),
  z.strictObject({ kind: z.literal('enable'), name: z.string() }),
  z.strictObject({ kind: z.literal('administrator'), name: z.string() }),
  z.strictObject({ kind: z.literal('no-administrator'), name: z.string() }),
  z.strictObject({ kind: z.literal('reset-link'), name: z.string() }),
  z.strictObject({ kind: z.literal('password'), name: z.string(), password: z.string() })
])

export type AccountCommand = z.infer<typeof accountCommandSchema>
type AddCommand = Extract<AccountCommand, { readonly kind: 'add' }>

export interface CommandResult {
  readonly ok: boolean
  /** What the operator reads. */
  readonly lines: readonly string[]
}

export function createAccountCommands(parts: {
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly audit: Pick<AuditLog, 'plan'>
  /** Makes a link to a new password; undefined where no setting says where people reach the server. */
  readonly issueReset: ((userId: string) => Promise<{ readonly url: string } | undefined>) | undefined
}): (command: AccountCommand) => Promise<CommandResult> {
  const { directory, service, audit, issueReset } = parts
  const idOf = (name: string): string => directory.findByName(name)?.id ?? ''

  const note =
    (act: AuditAct): PlanBeside =>
    ({ id, role, isAdmin }) => [
      audit.plan({
        by: operatorName,
        act,
        subject: id,
        ...(act === 'account-added' ? { details: { role, isAdmin } } : {})
      })
    ]

  return async command => {
    switch (command.kind) {
      case 'add': {
        const { kind, ...fields } = command
        return describe(await service.add(toNewAccount(fields), note('account-added')), 'was added')
      }
      case 'list':
        return { ok: true, lines: listAccounts(directory) }
      case 'disable':
        return describe(await service.setDisabled(idOf(command.name), true, note('account-disabled')), 'is disabled')
      case 'enable':
        return describe(await service.setDisabled(idOf(command.name), false, note('account-enabled')), 'is enabled')
      case 'administrator':
        return describe(await service.setAdmin(idOf(command.name), true, note('administrator-made')), 'may administer')
      case 'no-administrator':
        return describe(
          await service.setAdmin(idOf(command.name), false, note('administrator-unmade')),
          'may not administer any more'
        )
      case 'reset-link':
        return issueReset === undefined ? noAddress : describeLink(await issueReset(idOf(command.name)), command.name)
      case 'password':
        return describe(
          await service.setPassword(idOf(command.name), command.password, note('password-set')),
          'has a new password'
        )
      default:
        return assertNever(command)
    }
  }
}

const noAddress: CommandResult = {
  ok: false,
  lines: [
    'A link begins with the address at which people reach the server, and no setting says it.',
    'Set COACHDESK_URL, such as https://desk.example.org, for the server and for this command, and try again.'
  ]
}

function describeLink(issued: { readonly url: string } | undefined, name: string): CommandResult {
  if (issued === undefined) return { ok: false, lines: [`There is no account "${name}", or it is disabled.`] }
  return {
    ok: true,
    lines: [
      `This link sets a new password for ${name}. It works once, within a day, and ends the one before. The person is told that it was made:`,
      `  ${issued.url}`
    ]
  }
}

/** Before 0.3.0 administering was a role; its word is still taken. */
function toNewAccount({ role, isAdmin, email, ...fields }: Omit<AddCommand, 'kind'>): NewAccount {
  const right = role === 'admin' ? { role: 'none', isAdmin: true } : { role, isAdmin: isAdmin === true }
  return { ...fields, ...right, ...(email === undefined ? {} : { email }) }
}

function describe(result: AccountResult, done: string): CommandResult {
  if (result.ok) return { ok: true, lines: [`${result.account.name} (${tellRights(result.account)}) ${done}.`] }
  return { ok: false, lines: result.problems.map(({ field, why }) => `The ${labels[field] ?? field} ${why}.`) }
}

const labels: Readonly<Record<string, string>> = {
  name: 'sign-in name',
  displayName: 'name for others (--display)',
  phone: 'phone number',
  email: 'e-mail address',
  zone: 'time zone'
}

function tellRights({ role, isAdmin }: Account): string {
  const rights = [...(role === 'none' ? [] : [role]), ...(isAdmin ? ['admin'] : [])]
  return rights.length === 0 ? role : rights.join('+')
}

function listAccounts(directory: AccountDirectory): readonly string[] {
  const accounts = [...directory.list()].sort((a, b) => a.name.localeCompare(b.name))
  if (accounts.length === 0) return ['There are no accounts yet.']
  return accounts.map(account => {
    const { name, displayName, zone, disabled } = account
    return [
      name.padEnd(20),
      tellRights(account).padEnd(13),
      disabled ? 'disabled' : 'active  ',
      zone.padEnd(20),
      displayName
    ].join(' ')
  })
}
