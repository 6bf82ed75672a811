import { z } from 'zod'
import {
  type Account,
  type OwnDetails,
  ownDetailsSchema,
  passwordSchema,
  signInNameSchema
} from '#domain/model/account.ts'
import { nameInputSchema } from '#domain/model/line.ts'
import { roleSchema } from '#domain/model/role.ts'
import { accountChangeSchema } from '#domain/wire/account.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { writeZoneName } from '#domain/time/zone-names.ts'
import type { AccountDirectory } from './account-directory.ts'
import type { PasswordHasher } from './password-hash.ts'
import { toE164 } from './phone-number.ts'

/** Stands for the input as a whole where no field of it is wrong. */
export const wholeInput = 'input'

/** `field` is the part of the input that is wrong, `why` a readable half sentence. */
export interface AccountProblem {
  readonly field: string
  readonly why: string
}

export type AccountResult =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly problems: readonly AccountProblem[] }

export interface NewAccount {
  readonly name: string
  readonly role: string
  readonly displayName: string
  readonly phone: string
  readonly email?: string
  readonly zone: string
  readonly password: string
}

/** Everything that changes accounts. Phones are stored as E.164; an unknown zone or impossible phone is told by field. */
export interface AccountService {
  add(input: NewAccount): Promise<AccountResult>
  /** What the owner may change; absent fields stay, an empty e-mail is removed. */
  changeDetails(userId: string, input: unknown): Promise<AccountResult>
  /** Makes every token given so far useless. */
  setPassword(userId: string, password: string): Promise<AccountResult>
  /** A disabled account's tokens stop working at once. */
  setDisabled(userId: string, disabled: boolean): Promise<AccountResult>
}

const phoneInputSchema = z
  .string()
  .max(40)
  .transform((text, context) => {
    const phone = toE164(text)
    if (phone === undefined)
      context.addIssue(
        'is not one phone number with its country code and without an extension, such as +41 44 668 18 00'
      )
    return phone ?? ''
  })
const zoneInputSchema = z
  .string()
  .max(64)
  .refine(isZone, 'is not an IANA time zone, such as Europe/Zurich')
  .transform(writeZoneName)

const newAccountSchema = ownDetailsSchema.extend({
  displayName: nameInputSchema,
  name: signInNameSchema,
  role: roleSchema,
  phone: phoneInputSchema,
  zone: zoneInputSchema,
  password: passwordSchema
})
const changeSchema = accountChangeSchema.extend({
  displayName: nameInputSchema.optional(),
  phone: phoneInputSchema.optional(),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  zone: zoneInputSchema.optional()
})

const unknownAccount: AccountResult = { ok: false, problems: [{ field: 'name', why: 'no such account' }] }

export function createAccountService(parts: {
  readonly directory: AccountDirectory
  readonly hasher: PasswordHasher
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}): AccountService {
  const { directory, hasher, now, randomBytes } = parts

  async function change(userId: string, next: (account: Account) => Account): Promise<AccountResult> {
    const account = await directory.change(userId, next)
    return account === undefined ? unknownAccount : { ok: true, account }
  }

  return {
    async add(input) {
      const parsed = newAccountSchema.safeParse(input)
      if (!parsed.success) return refuse(parsed.error)
      const { password, ...details } = parsed.data
      const account: Account = {
        ...withoutUndefined(details),
        // 120 random bits behind a letter: safe as a database name, says nothing about the person.
        id: `u${Buffer.from(randomBytes(15)).toString('hex')}`,
        passwordHash: await hasher.hash(password),
        tokenVersion: 0,
        disabled: false,
        createdAt: now()
      }
      if (await directory.add(account)) return { ok: true, account }
      return { ok: false, problems: [{ field: 'name', why: 'is taken' }] }
    },
    async changeDetails(userId, input) {
      const parsed = changeSchema.safeParse(input)
      if (!parsed.success) return refuse(parsed.error)
      const { email, ...details } = parsed.data
      return change(userId, account => {
        const { email: kept, ...rest } = account
        const nextEmail = email ?? kept
        return {
          ...rest,
          ...withoutUndefined(details),
          ...(nextEmail === undefined || nextEmail === '' ? {} : { email: nextEmail })
        }
      })
    },
    async setPassword(userId, password) {
      const parsed = passwordSchema.safeParse(password)
      if (!parsed.success) return refuse(parsed.error, 'password')
      const passwordHash = await hasher.hash(parsed.data)
      return change(userId, account => ({ ...account, passwordHash, tokenVersion: account.tokenVersion + 1 }))
    },
    setDisabled: (userId, disabled) =>
      change(userId, account =>
        account.disabled === disabled ? account : { ...account, disabled, tokenVersion: account.tokenVersion + 1 }
      )
  }
}

/** The part of an account that its owner sees. */
export function toOwnDetails(
  account: Account
): OwnDetails & { readonly userId: string; readonly name: string; readonly role: string } {
  const { id, name, role, displayName, phone, email, zone } = account
  return { userId: id, name, role, displayName, phone, zone, ...(email === undefined ? {} : { email }) }
}

function refuse(error: z.ZodError, field?: string): AccountResult {
  const problems = error.issues.map(issue => ({
    field: issue.path.join('.') || field || wholeInput,
    why: issue.message
  }))
  return { ok: false, problems }
}

/** Fields that are absent, not present and undefined. */
function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
