import { z } from 'zod'
import { defaultMailPreferences } from '#domain/model/mail-preferences.ts'
import {
  type Account,
  type FormerEmail,
  ownDetailsSchema,
  passwordSchema,
  signInNameSchema
} from '#domain/model/account.ts'
import { nameInputSchema } from '#domain/model/line.ts'
import { roleSchema } from '#domain/model/role.ts'
import { leavesNothing, type Rights } from '#domain/rules/administration.ts'
import { isLastAdministrator } from '#domain/rules/last-administrator.ts'
import { accountChangeSchema, chosenMailSchema, type OwnAccountAnswer } from '#domain/wire/account.ts'
import { toWireRole } from '#domain/wire/role.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { writeZoneName } from '#domain/time/zone-names.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import type { CommitPart } from '../storage/document-store.ts'
import type { AccountDirectory, PlanBeside, PlanTogether } from './account-directory.ts'
import { listFormerEmails, withConfirmedEmail, withEmail, withFormerEmail } from '#domain/rules/own-address.ts'
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
  /** Left out: no. */
  readonly isAdmin?: boolean
  readonly displayName: string
  readonly phone: string
  readonly email?: string
  readonly zone: string
  /** Nobody has said the zone: the device of the first sign-in does. */
  readonly isZoneGuess?: true | undefined
  readonly password: string
}

/** Everything that changes accounts, each with what is stored beside it in the same commit. The last administrator stays one, and in use (AC5). Phones are stored as E.164; an unknown zone or impossible phone is told by field. */
export interface AccountService {
  add(input: NewAccount, beside?: PlanBeside): Promise<AccountResult>
  /** The same, in one commit with what belongs to it. `unwanted`: by then it is not wanted any more, and nothing was stored. */
  addTogether(
    input: NewAccount,
    plan: (account: Account) => ReturnType<PlanTogether>
  ): Promise<AccountResult | 'unwanted'>
  /**
   * What the owner may change; absent fields stay, an empty e-mail is removed.
   * @param mayChangeAddress the password was given, without which the e-mail address stays (JO22)
   */
  changeDetails(userId: string, input: unknown, mayChangeAddress?: boolean): Promise<AccountResult>
  /**
   * The owner has signed in, on a device with this zone: a zone that was a guess so far becomes that one. Whatever the first device says,
   * also nothing that is a zone, it is no guess any more (JO40).
   * @param signedIn as it was when the password was looked at: tokens of it end with whatever has ended them since
   * @returns the same with its zone
   */
  settleZone(signedIn: Account, said: string | undefined): Promise<Account>
  /** The owner has opened a link that was mailed to an address. @returns whether that is the account's address, and counts now */
  confirmEmail(userId: string, isOf: (account: Account) => boolean): Promise<'confirmed' | 'taken' | 'over'>
  /** The owner of a former address has opened the link that was mailed there when it was replaced. */
  revertEmail(userId: string, isOf: (former: FormerEmail) => boolean): Promise<'reverted' | 'taken' | 'over'>
  /** Reminders by mail come no more. @returns whether a link is of that account's address */
  stopReminders(userId: string, isOf: (email: string) => boolean): Promise<boolean>
  /** Makes every token given so far useless. */
  setPassword(userId: string, password: string, beside?: PlanBeside): Promise<AccountResult>
  /** The same, in one commit with what belongs to it. `unwanted`: by then it is not wanted any more, and nothing was stored. */
  setPasswordTogether(
    userId: string,
    password: string,
    plan: () => readonly CommitPart[] | undefined
  ): Promise<AccountResult | 'unwanted'>
  /** A disabled account's tokens stop working at once. */
  setDisabled(userId: string, disabled: boolean, beside?: PlanBeside): Promise<AccountResult>
  /** Gives the right to administer, or takes it. Sign-ins go on: it is looked up with each request. */
  setAdmin(userId: string, isAdmin: boolean, beside?: PlanBeside): Promise<AccountResult>
  /** Why somebody cannot have these rights; undefined where they can, as it is now. */
  findRightsProblem(userId: string, rights: Rights): AccountProblem | undefined
  /**
   * Gives and takes those that are named, all at once: what somebody else changes meanwhile stays. Sign-ins end where the account is
   * disabled or gets another role.
   */
  changeRights(
    userId: string,
    change: Partial<Rights>,
    plan: (after: Account, before: Account) => readonly CommitPart[]
  ): Promise<AccountResult>
  /** Every token given so far stops working, on all devices. */
  signOutEverywhere(userId: string, beside?: PlanBeside): Promise<AccountResult>
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
  isAdmin: z.boolean().default(false),
  phone: phoneInputSchema,
  zone: zoneInputSchema,
  isZoneGuess: z.literal(true).optional(),
  password: passwordSchema
})
const changeSchema = accountChangeSchema.extend({
  displayName: nameInputSchema.optional(),
  phone: phoneInputSchema.optional(),
  email: z.union([z.literal(''), z.email().max(254)]).optional(),
  zone: zoneInputSchema.optional(),
  mail: chosenMailSchema.optional()
})

const unknownAccount: AccountResult = { ok: false, problems: [{ field: 'name', why: 'belongs to no account' }] }
const nameTaken: AccountResult = { ok: false, problems: [{ field: 'name', why: 'is taken' }] }
const addressKept: AccountResult = {
  ok: false,
  problems: [{ field: 'email', why: 'is changed with the current password alone' }]
}
const lastAdministrator: Extract<AccountResult, { readonly ok: false }> = {
  ok: false,
  problems: [{ field: 'name', why: 'belongs to the last administrator: give somebody else that right first' }]
}
const nothingLeft: Extract<AccountResult, { readonly ok: false }> = {
  ok: false,
  problems: [{ field: 'role', why: 'leaves nothing to do: coach, student, administer, or both' }]
}

/** What is asked of a field whose value does not fit, by its name. */
const wantedOf: Readonly<Record<string, string>> = {
  name: 'needs 2 to 40 characters: small letters, digits, dots, dashes and underscores, a letter or digit first',
  role: 'is one of coach, student and none',
  displayName: 'needs 1 to 80 characters, one of which can be seen',
  phone: 'has at most 40 characters',
  email: 'is not an e-mail address',
  zone: 'is not an IANA time zone, such as Europe/Zurich',
  password: 'needs 8 to 256 characters'
}

export function createAccountService(parts: {
  readonly directory: AccountDirectory
  readonly hasher: PasswordHasher
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}): AccountService {
  const { directory, hasher, now, randomBytes } = parts

  async function change(
    userId: string,
    next: (account: Account) => Account,
    beside?: PlanBeside
  ): Promise<AccountResult> {
    const account = await directory.change(userId, next, beside)
    return account === undefined ? unknownAccount : { ok: true, account }
  }

  /** Judged in the turn of the change: of two administrators who demote each other at once, one stays. */
  async function changeUnlessLast(
    userId: string,
    next: (account: Account) => Account,
    beside?: PlanBeside
  ): Promise<AccountResult> {
    let isRefused = false
    const judge = (account: Account): Account => {
      const changed = next(account)
      isRefused = isLastAdministrator(account, changed, directory.list())
      return isRefused ? account : changed
    }
    const result = await change(userId, judge, beside)
    return isRefused ? lastAdministrator : result
  }

  /** Only confirmed addresses are anybody's (JO20). */
  function isTaken(email: string, userId: string): boolean {
    const owner = directory.findByAddress(email)
    return owner !== undefined && owner.id !== userId
  }

  async function hashPassword(password: string) {
    const parsed = passwordSchema.safeParse(password)
    return parsed.success
      ? ({ ok: true, hash: await hasher.hash(parsed.data) } as const)
      : ({ ok: false, refusal: refuse(parsed.error, 'password') } as const)
  }

  /** The password is hashed before anybody looks whether the name is taken: time does not tell. */
  async function createAccount(input: NewAccount): Promise<AccountResult> {
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
    return { ok: true, account }
  }

  return {
    async add(input, beside) {
      const created = await createAccount(input)
      if (!created.ok || (await directory.add(created.account, beside))) return created
      return nameTaken
    },
    async addTogether(input, plan) {
      const created = await createAccount(input)
      if (!created.ok) return created
      const outcome = await directory.addTogether(created.account, () => plan(created.account))
      if (outcome === 'unwanted') return outcome
      return outcome === 'added' ? created : nameTaken
    },
    async changeDetails(userId, input, mayChangeAddress = false) {
      const parsed = changeSchema.safeParse(input)
      if (!parsed.success) return refuse(parsed.error)
      const { email, mail, currentPassword: _, ...details } = parsed.data
      let isKept = false
      const result = await change(userId, account => {
        const next = withEmail(account, email, now())
        isKept = next !== account && !mayChangeAddress
        if (isKept) return account
        const chosen = mail === undefined ? {} : { mail: { ...mail, chosenAt: now() } }
        return { ...(details.zone === undefined ? next : withoutGuess(next)), ...withoutUndefined(details), ...chosen }
      })
      return isKept ? addressKept : result
    },
    async settleZone(signedIn, said) {
      if (signedIn.isZoneGuess !== true) return signedIn
      const zone = zoneInputSchema.safeParse(said).data
      const settled = await directory.change(signedIn.id, account =>
        account.isZoneGuess === true ? { ...withoutGuess(account), ...(zone === undefined ? {} : { zone }) } : account
      )
      return { ...withoutGuess(signedIn), zone: settled?.zone ?? signedIn.zone }
    },
    async confirmEmail(userId, isOf) {
      let outcome: 'confirmed' | 'taken' | 'over' = 'over'
      // Judged in the turn of the change: of two accounts that confirm one address at once, one has it.
      await directory.change(userId, found => {
        if (found.email === undefined || !isOf(found)) return found
        outcome = isTaken(found.email, found.id) ? 'taken' : 'confirmed'
        return outcome === 'taken' || found.emailConfirmedAt !== undefined ? found : withConfirmedEmail(found, now())
      })
      return outcome
    },
    async revertEmail(userId, isOf) {
      let outcome: 'reverted' | 'taken' | 'over' = 'over'
      await directory.change(userId, found => {
        const former = listFormerEmails(found, now()).find(isOf)
        if (former === undefined) return found
        outcome = isTaken(former.email, found.id) ? 'taken' : 'reverted'
        return outcome === 'taken' ? found : withFormerEmail(found, former, now())
      })
      return outcome
    },
    async stopReminders(userId, isOf) {
      const isMeant = ({ email }: Account): boolean => email !== undefined && isOf(email)
      const account = await directory.change(userId, found => {
        const chosen = found.mail ?? defaultMailPreferences
        if (!isMeant(found) || chosen.reminders.length === 0) return found
        return { ...found, mail: { ...chosen, reminders: [], chosenAt: now() } }
      })
      return account !== undefined && isMeant(account)
    },
    async setPassword(userId, password, beside) {
      const given = await hashPassword(password)
      return given.ok ? change(userId, account => withPassword(account, given.hash), beside) : given.refusal
    },
    async setPasswordTogether(userId, password, plan) {
      const given = await hashPassword(password)
      if (!given.ok) return given.refusal
      const account = await directory.changeTogether(userId, found => withPassword(found, given.hash), plan)
      return account === undefined ? 'unwanted' : { ok: true, account }
    },
    setDisabled: (userId, disabled, beside) =>
      changeUnlessLast(
        userId,
        account => (account.disabled === disabled ? account : { ...endSignIns(account), disabled }),
        beside
      ),
    setAdmin: (userId, isAdmin, beside) => changeUnlessLast(userId, account => ({ ...account, isAdmin }), beside),
    findRightsProblem(userId, rights) {
      const account = directory.find(userId)
      if (leavesNothing(rights)) return nothingLeft.problems[0]
      const isLast = account !== undefined && isLastAdministrator(account, { ...account, ...rights }, directory.list())
      return isLast ? lastAdministrator.problems[0] : undefined
    },
    async changeRights(userId, rights, plan) {
      let before: Account | undefined
      let isNothing = false
      const next = (account: Account): Account => {
        const changed = { ...account, ...rights }
        before = account
        isNothing = leavesNothing(changed)
        if (isNothing) return account
        return account.disabled !== changed.disabled || account.role !== changed.role ? endSignIns(changed) : changed
      }
      const result = await changeUnlessLast(userId, next, after => (before === undefined ? [] : plan(after, before)))
      return isNothing ? nothingLeft : result
    },
    signOutEverywhere: (userId, beside) => change(userId, endSignIns, beside)
  }
}

function endSignIns(account: Account): Account {
  return { ...account, tokenVersion: account.tokenVersion + 1 }
}

function withPassword(account: Account, passwordHash: string): Account {
  return { ...endSignIns(account), passwordHash }
}

function withoutGuess({ isZoneGuess: _, ...account }: Account): Account {
  return account
}

/** The part of an account that its owner sees. */
export function toOwnDetails(account: Account): OwnAccountAnswer {
  const { id, name, role, isAdmin, displayName, phone, email, zone } = account
  const { emailConfirmedAt, mail = defaultMailPreferences } = account
  const { changes, reminders } = mail
  return {
    userId: id,
    name,
    role: toWireRole(role),
    isAdmin,
    displayName,
    phone,
    zone,
    ...(email === undefined ? {} : { email, emailConfirmed: emailConfirmedAt !== undefined }),
    mail: { changes, reminders }
  }
}

function refuse(error: z.ZodError, field?: string): AccountResult {
  const problemByField = new Map<string, AccountProblem>()
  for (const issue of error.issues) {
    const name = issue.path.join('.') || field || wholeInput
    if (!problemByField.has(name)) problemByField.set(name, { field: name, why: tellWhy(issue, field) })
  }
  return { ok: false, problems: [...problemByField.values()] }
}

/** A check of our own says why by itself; what the validator says is no half sentence. */
function tellWhy({ code, path, message }: z.core.$ZodIssue, field: string | undefined): string {
  if (code === 'custom') return message
  return wantedOf[path.join('.') || (field ?? '')] ?? message
}
