import type { z } from 'zod'
import { blockListId } from '#domain/model/block-list.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import { createRelationId } from '#domain/model/relation.ts'
import { createHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { Actor } from '#domain/model/role.ts'
import type { BaseRevision } from '#domain/rules/verdict.ts'
import type { PushedDocument } from '../gate-contract.ts'
import type { GateIndex, GateView } from '../memory/gate-index.ts'
import type { JudgingContext, LoadedContext } from '../memory/judging-context.ts'
import type { StagedView } from '../memory/staged-view.ts'
import { mayPutRight } from '../revisions/put-right.ts'
import type { Found } from '../revisions/revision-history.ts'
import { type Plan, refuseRow } from './plan.ts'

/** One document as somebody pushed it. */
export interface Pushed {
  readonly actor: Actor
  readonly database: string
  readonly newEdits: boolean
  readonly doc: PushedDocument
  /** Fields that the writer's version does not know, and leaves out: what is stored of them stays (VE6). */
  readonly keptFields: readonly string[]
}

/** The same, once the schema of its kind has read it. */
export interface PushedValue<Value> extends Pushed {
  readonly value: Value
}

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason }

export const malformed: Parsed<never> = { ok: false, reason: 'malformed' }

/** Reads a document by its schema. What this version does not know is told apart from what is wrong (VE7). */
export function parseBy<Value>(schema: z.ZodType<Value>, fields: unknown): Parsed<Value> {
  const { data, error } = schema.safeParse(fields)
  if (data !== undefined) return { ok: true, value: data }
  const isUnknownAlone = error?.issues.every(({ code }) => code === 'unrecognized_keys') === true
  return isUnknownAlone ? { ok: false, reason: 'unknown-field' } : malformed
}

/** What judging needs and the index does not hold: it is read under the locks. */
export interface Needs {
  /** Documents of the database that was pushed to. */
  readonly ids: readonly string[]
  /** Whose public profile the rule asks for. */
  readonly coachId?: string | undefined
  /** Whose profile is needed as it is stored, if it has hours: the write may take a start away that they want. */
  readonly hoursOf?: string | undefined
  /** Whose busy times are needed. */
  readonly busyOf?: string | undefined
  /** Whose watches are counted. */
  readonly watchesOf?: string | undefined
  /** Whose dossiers are counted, where the pushed one is a new one. */
  readonly dossiersOf?: string | undefined
  /** With whom the writer has the relation that is pushed: the other's document of it is needed where there is one. */
  readonly relationWith?: string | undefined
  /** Who gets copies of what the write may change. */
  readonly parties?: readonly string[]
}

/** What is stored under the pushed id, and how the push compares with it. */
export interface Standing<Stored> {
  readonly found: Found<Stored>
  readonly base: BaseRevision
  /** The push was built on what is stored now. */
  readonly isForward: boolean
  /** Whether a refused push gets what stands stored above it, so that the replica which sent it sees that (F30). */
  readonly mayPutRight: boolean
}

export interface KindTypes {
  /** What `parse` makes of a document. */
  readonly value: unknown
  /** What is stored under the ids of this kind. */
  readonly stored: unknown
  /** What `judge` says and `plan` carries out. */
  readonly outcome: unknown
}

/**
 * Everything that one kind of write is on the server, in the order in which the pipeline asks. To add a kind, write one file like
 * `claim.ts` and one line in `kinds.ts`.
 */
export interface WriteKind<T extends KindTypes> {
  /** Whether a document is of this kind, by its database, its id and its status. Each document is of one kind at most. */
  recognises(pushed: Pushed): boolean
  /** Reads it by its schema. What is wrong with it becomes a row; its neighbours are judged. */
  parse(doc: PushedDocument): Parsed<T['value']>
  /**
   * The owners of every document that the write may change, by the documents' ids, never by what a document says of itself.
   * `plan-owners.ts` says the same of what a plan does change, and the commit compares the two.
   * @param view the bookings as they are now: this is asked again once the locks are held
   */
  listLockNames(write: PushedValue<T['value']>, view: GateView): readonly string[]
  listNeeds(write: PushedValue<T['value']>, view: GateView): Needs
  /**
   * Whether it must not be judged before everything judged so far is stored: it would need the revision of something that has none
   * yet, or writes it a second time. A profile among its needs is waited for without being named here.
   * @param unstored `<database>/<id>` of the writers' own documents that wait to be stored
   */
  mustWait(write: PushedValue<T['value']>, view: StagedView, unstored: ReadonlySet<string>): boolean
  /** Whether this person may write that document at all, by its id and by who is signed in. Only then a refused push changes anything. */
  isWriters(write: PushedValue<T['value']>): boolean
  /** Asks the pure rule of `domain/rules`. Loads nothing, stores nothing. */
  judge(write: PushedValue<T['value']>, standing: Standing<T['stored']>, context: JudgingContext): T['outcome']
  /** What is committed. */
  plan(
    write: PushedValue<T['value']>,
    outcome: T['outcome'],
    standing: Standing<T['stored']>,
    context: JudgingContext
  ): Plan
  /** It is judged again where the revision that it brings is stored already. */
  readonly isJudgedAgain?: true
  /** Whether others see a different name or zone of the writer afterwards. */
  changesPerson?(write: PushedValue<T['value']>, loaded: LoadedContext): boolean
  /** Storage failed, and was read back: the revision to answer with where the write turns out to be stored. */
  findStored?(journal: Booking, index: GateIndex): string | undefined
}

/** A pushed document that its kind has read: what the pipeline asks of it, whatever its kind. */
export interface Push {
  /** For the log. */
  readonly kind: string
  /** Undefined where its shape is right. Otherwise nothing more is asked of it. */
  readonly refusedAs: Reason | undefined
  readonly isJudgedAgain: boolean
  listLockNames(view: GateView): readonly string[]
  listNeeds(view: GateView): Needs
  mustWait(view: StagedView, unstored: ReadonlySet<string>): boolean
  judge(standing: Omit<Standing<unknown>, 'mayPutRight'>, context: JudgingContext): Plan
  changesPerson(loaded: LoadedContext): boolean
  findStored(journal: Booking, index: GateIndex): string | undefined
}

/** A kind as the table has it: its types are its own business. */
export interface AnyKind {
  recognises(pushed: Pushed): boolean
  read(pushed: Pushed, name: string): Push
}

export function defineKind<T extends KindTypes>(kind: WriteKind<T>): AnyKind {
  return {
    recognises: pushed => kind.recognises(pushed),
    read(pushed, name) {
      const parsed = kind.parse(pushed.doc)
      if (!parsed.ok) return refusePush(parsed.reason)
      const write: PushedValue<T['value']> = { ...pushed, value: parsed.value }
      return {
        kind: name,
        refusedAs: undefined,
        isJudgedAgain: kind.isJudgedAgain === true,
        listLockNames: view => kind.listLockNames(write, view),
        listNeeds: view => kind.listNeeds(write, view),
        mustWait(view, unstored) {
          const { coachId, hoursOf, busyOf } = kind.listNeeds(write, view)
          if (busyOf !== undefined && isBusyUnstored(busyOf, unstored)) return true
          const isProfileNew = [coachId, hoursOf].some(id => id !== undefined && isCoachUnstored(id, unstored))
          return isProfileNew || kind.mustWait(write, view, unstored)
        },
        judge(standing, context) {
          const found = standing.found as Found<T['stored']>
          const whole = { ...standing, found, mayPutRight: mayPutRight(pushed, found) && kind.isWriters(write) }
          const kept = keepFields(kind, write, found)
          return kind.plan(kept, kind.judge(kept, whole, context), whole, context)
        },
        changesPerson: loaded => kind.changesPerson?.(write, loaded) === true,
        findStored: (journal, index) => kind.findStored?.(journal, index)
      }
    }
  }
}

/** The write with the stored values of fields that its writer's version leaves out. The pushed document stays as it was pushed. */
function keepFields<T extends KindTypes>(
  kind: WriteKind<T>,
  write: PushedValue<T['value']>,
  { current }: Found<T['stored']>
): PushedValue<T['value']> {
  if (write.keptFields.length === 0 || write.doc._deleted === true || current.kind !== 'live') return write
  const stored = current.value as Readonly<Record<string, unknown>>
  const kept = write.keptFields.map(field => [field, stored[field]] as const)
  const fields = Object.entries({ ...write.doc, ...Object.fromEntries(kept) }).filter(
    ([, field]) => field !== undefined
  )
  const parsed = kind.parse(Object.fromEntries(fields) as PushedDocument)
  return parsed.ok ? { ...write, value: parsed.value } : write
}

/** A document whose shape is wrong, or whose writer may not push there. */
export function refusePush(reason: Reason): Push {
  return {
    kind: 'refused',
    refusedAs: reason,
    isJudgedAgain: false,
    listLockNames: () => [],
    listNeeds: () => ({ ids: [] }),
    mustWait: () => false,
    judge: () => refuseRow(reason),
    changesPerson: () => false,
    findStored: () => undefined
  }
}

/** `<database>/<id>`, as `unstored` has them. */
export function toKey({ database, doc }: Pushed): string {
  return `${database}/${doc._id}`
}

/** Whether something that a coach decides by waits to be stored: the page, the block list, or how the coach meets students. */
function isCoachUnstored(coachId: string, unstored: ReadonlySet<string>): boolean {
  const own = createCallsName(coachId)
  const keys = [`users/${coachId}`, `${own}/${blockListId}`, `${own}/${createHowWeMeetId(coachId)}`]
  return keys.some(key => unstored.has(key))
}

/** Whether the end of a relation waits to be stored, whichever of the two has written it. */
export function isRelationUnstored(userId: string, otherId: string, unstored: ReadonlySet<string>): boolean {
  return [
    [userId, otherId],
    [otherId, userId]
  ].some(([one = '', other = '']) => unstored.has(`${createCallsName(one)}/${createRelationId(other)}`))
}

/** Whether busy times of a coach wait to be stored: hours are filled by what is stored. */
function isBusyUnstored(coachId: string, unstored: ReadonlySet<string>): boolean {
  const own = createCallsName(coachId)
  return [busyTimesId, busyLinkId].some(id => unstored.has(`${own}/${id}`))
}
