import { type ImportRow, type ImportVerdict, judgeImport, proposeSignInName } from '#domain/rules/judge-import.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountService } from '../accounts/account-service.ts'
import { toE164 } from '../accounts/phone-number.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Resets } from '../joining/resets.ts'

/** For so long the first link of somebody works who was imported. */
const firstLinkMs = 14 * dayMs

export interface ImportParts {
  readonly directory: Pick<AccountDirectory, 'list' | 'findByName'>
  readonly service: Pick<AccountService, 'add'>
  readonly audit: Pick<AuditLog, 'plan'>
  readonly resets: Pick<Resets, 'issue'>
  readonly randomBytes: (length: number) => Uint8Array
}

export interface ImportRequest {
  readonly rows: readonly ImportRow[]
  /** Two letters: whose numbers are meant where no country code stands before them. */
  readonly country: string
  readonly zone: string
}

export interface AddedByImport {
  readonly name: string
  readonly link: string
  readonly validUntil: number
}

/** What would become of each line. Stores nothing. */
export function lookAtImport(
  { rows, country }: Pick<ImportRequest, 'rows' | 'country'>,
  { directory }: Pick<ImportParts, 'directory'>
): readonly ImportVerdict[] {
  return judgeImport(rows, directory.list(), text => toE164(text, country))
}

/**
 * Makes an account of each line that is new, one after the other, each in one commit with its line of the audit log and with a link to
 * a first password: what was done before a failure exists, and is skipped the next time (AC10).
 * @returns of each line the verdict, and what was made; a zone that is not known refuses the first
 */
export async function importPeople(
  { rows, country, zone }: ImportRequest,
  by: string,
  { directory, service, audit, resets, randomBytes }: ImportParts
): Promise<readonly { readonly verdict: ImportVerdict; readonly added?: AddedByImport }[]> {
  const done: { readonly verdict: ImportVerdict; readonly added?: AddedByImport }[] = []
  for (const verdict of lookAtImport({ rows, country }, { directory })) {
    if (verdict.kind !== 'new') {
      done.push({ verdict })
      continue
    }
    const name = proposeSignInName(verdict.person.displayName, taken => directory.findByName(taken) !== undefined)
    // Nobody knows it: the link sets the first one.
    const password = Buffer.from(randomBytes(32)).toString('base64url')
    const input = { ...verdict.person, name, zone, password }
    const made = await service.add(input, ({ id }) => [
      audit.plan({ by, act: 'account-imported', subject: id, details: { role: verdict.person.role } })
    ])
    const issued = made.ok ? await resets.issue(made.account.id, { by, lifeMs: firstLinkMs }) : undefined
    if (issued === undefined) throw new Error('an account of a list was not made')
    done.push({ verdict, added: { name, link: issued.url, validUntil: issued.validUntil } })
  }
  return done
}
