import { sessionCopySchema } from '#domain/model/session-copy.ts'
import { fromWire } from '#domain/model/wire.ts'
import { phoneEndOf } from '#domain/rules/phone-end.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { listDocs } from './gate-world.ts'

/** PH2, PH4: copies that hold a number whose time is over, one line each. @param graceMs how late the server may be */
export async function findEndedPhones(databases: Databases, now: number, graceMs = 0): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of await databases.list()) {
    if (!name.startsWith('calls-')) continue
    for (const doc of await listDocs(databases, name)) {
      const call = sessionCopySchema.safeParse(fromWire(doc)).data
      if (call?.otherPhone === undefined) continue
      const end = phoneEndOf(call)
      if (end !== undefined && now >= end + graceMs) found.push(`${name}/${call.id} holds a number that ended`)
    }
  }
  return found
}
