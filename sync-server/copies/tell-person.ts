import type { Notice } from '#domain/model/notice.ts'
import type { UserId } from '#domain/model/primitives.ts'
import { toWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Databases } from '../storage/document-store.ts'
import type { CopyKeeper } from './copy-keeper.ts'

/** Puts a notice that follows from no booking into a person's own database, unless it was put there before. */
export async function tellPerson(
  userId: UserId,
  notice: Notice,
  { databases, copies }: { readonly databases: Databases; readonly copies: Pick<CopyKeeper, 'check' | 'note'> }
): Promise<void> {
  const name = createCallsName(userId)
  // What is written to a person's database before it was looked through would hide that it was set back.
  await copies.check(userId)
  const store = await databases.open(name)
  const [stored] = await store.read([notice.id])
  if (stored !== undefined) return
  const [row] = await store.write([toWire(notice)], { newEdits: true })
  if (row === undefined || 'error' in row) throw new Error(`notice not stored: ${row?.message}`)
  copies.note([name])
}
