import type { Account } from '#domain/model/account.ts'
import type { CommitPart } from '../storage/document-store.ts'

/** What the engine knows of relations, for whoever stores one together with something else (RL1). */
export interface RelationKeeper {
  /** Looks a person's own database through before anything is written to it in this run. */
  prepare(userId: string): Promise<void>
  /** Both parties' documents of a relation that begins now; undefined where there is no such coach. */
  plan(
    coachId: string,
    student: Pick<Account, 'id' | 'displayName' | 'zone'>
  ): Promise<readonly CommitPart[] | undefined>
  /** They are stored, or may be: what is judged from now on goes by them. */
  note(coachId: string, ...others: readonly string[]): void
}
