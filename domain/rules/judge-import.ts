import { assertNever } from '../assert-never.ts'
import { nameInputSchema } from '../model/line.ts'
import { maxSignInNameLength, ownDetailsSchema } from '../model/account.ts'

/** One line of a list of people, as it was written. */
export interface ImportRow {
  readonly displayName: string
  readonly phone: string
  /** `coach` or `student` in any case; empty: a student. */
  readonly role: string
  /** Empty: none. */
  readonly email: string
}

export type ImportFault = 'displayName' | 'phone' | 'role' | 'email'

/** What would become of a line (AC10). */
export type ImportVerdict =
  /** `isNamesake`: somebody else of this name has another number. */
  | {
      readonly kind: 'new'
      readonly person: {
        readonly displayName: string
        readonly phone: string
        readonly role: 'coach' | 'student'
        readonly email?: string
      }
      readonly isNamesake: boolean
    }
  /** Somebody of this name and number, or with this address, has an account. */
  | { readonly kind: 'exists' }
  /** The same person stands further up in the list. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'broken'; readonly faults: readonly ImportFault[] }

interface KnownPerson {
  readonly displayName: string
  readonly phone: string
  readonly email?: string | undefined
}

/**
 * Judges every line of a list by the people who have accounts and by the lines before it. Judged again after it was carried out, each
 * line that was new exists: nobody is doubled.
 * @param toPhone E.164; undefined where it is no phone number
 */
export function judgeImport(
  rows: readonly ImportRow[],
  known: readonly KnownPerson[],
  toPhone: (text: string) => string | undefined
): readonly ImportVerdict[] {
  const accounts = collect(known)
  const before = collect([])
  return rows.map(row => {
    const read = readRow(row, toPhone)
    if (read.kind === 'broken') return read
    const { person } = read
    const isNamesake = accounts.names.has(nameKey(person)) || before.names.has(nameKey(person))
    if (isOneOf(person, accounts)) return { kind: 'exists' }
    if (isOneOf(person, before)) return { kind: 'repeated' }
    note(person, before)
    return { kind: 'new', person, isNamesake }
  })
}

function readRow(
  { displayName, phone, role, email }: ImportRow,
  toPhone: (text: string) => string | undefined
): Pick<Extract<ImportVerdict, { kind: 'new' }>, 'kind' | 'person'> | Extract<ImportVerdict, { kind: 'broken' }> {
  const name = nameInputSchema.safeParse(displayName)
  const number = toPhone(phone)
  const known = readRole(role)
  const address = email.trim()
  const isAddress = address === '' || ownDetailsSchema.shape.email.safeParse(address).success
  const faults: readonly ImportFault[] = [
    ...(name.success ? [] : (['displayName'] as const)),
    ...(number === undefined ? (['phone'] as const) : []),
    ...(known === undefined ? (['role'] as const) : []),
    ...(isAddress ? [] : (['email'] as const))
  ]
  if (!name.success || number === undefined || known === undefined || !isAddress) return { kind: 'broken', faults }
  const person = { displayName: name.data, phone: number, role: known, ...(address === '' ? {} : { email: address }) }
  return { kind: 'new', person }
}

function readRole(text: string): 'coach' | 'student' | undefined {
  const word = text.trim().toLowerCase()
  if (word === '') return 'student'
  return word === 'coach' || word === 'student' ? word : undefined
}

interface Collected {
  readonly names: Set<string>
  readonly people: Set<string>
  readonly addresses: Set<string>
}

function collect(people: readonly KnownPerson[]): Collected {
  const collected = { names: new Set<string>(), people: new Set<string>(), addresses: new Set<string>() }
  for (const person of people) note(person, collected)
  return collected
}

function note(person: KnownPerson, { names, people, addresses }: Collected): void {
  names.add(nameKey(person))
  people.add(`${nameKey(person)} ${person.phone}`)
  if (person.email !== undefined) addresses.add(person.email.toLowerCase())
}

function isOneOf(person: KnownPerson, { people, addresses }: Collected): boolean {
  return (
    people.has(`${nameKey(person)} ${person.phone}`) ||
    (person.email !== undefined && addresses.has(person.email.toLowerCase()))
  )
}

function nameKey({ displayName }: KnownPerson): string {
  return displayName.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** A name to sign in with, made from a person's name; numbered where that is taken. */
export function proposeSignInName(displayName: string, isTaken: (name: string) => boolean): string {
  const plain = displayName
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.+|\.+$/g, '')
    .slice(0, maxSignInNameLength - 6)
  const stem = plain.length < 2 ? 'person' : plain
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}${number}`
    if (!isTaken(name)) return name
  }
}

/** Of a verdict, for whoever reads the list again. */
export function toImportState(verdict: ImportVerdict): ImportVerdict['kind'] | 'namesake' {
  switch (verdict.kind) {
    case 'new':
      return verdict.isNamesake ? 'namesake' : 'new'
    case 'exists':
    case 'repeated':
    case 'broken':
      return verdict.kind
    default:
      return assertNever(verdict)
  }
}
