import { blockListId } from '#domain/model/block-list.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { BookingsEngine } from '#server/bookings/bookings-contract.ts'
import type { GateRow, PushedDocument } from '#server/gate/gate-contract.ts'
import type { Databases } from '#server/storage/document-store.ts'

/** A gate whose answer to a student who is blocked is another one than to a stranger. */
export function createTellingGate(engine: BookingsEngine, databases: Databases): BookingsEngine {
  async function isBlocked(slotId: string, studentId: string): Promise<boolean> {
    const coachId = parseSlotId(slotId)?.coachId ?? ''
    const [list] = await (await databases.open(createCallsName(coachId))).read([blockListId])
    return Array.isArray(list?.['studentIds']) && list['studentIds'].includes(studentId)
  }
  return {
    ...engine,
    async write(request) {
      const tell = async (row: GateRow): Promise<GateRow> =>
        'error' in row && row.message === 'by-arrangement' && (await isBlocked(row.id, request.user.userId))
          ? { ...row, name: 'bad_request', status: 400 }
          : row
      return Promise.all((await engine.write(request)).map(tell))
    }
  }
}

/** A gate that does not look where a session has to be for a cancellation or a move to hold. */
export function createUnboundGate(engine: BookingsEngine): BookingsEngine {
  return { ...engine, write: request => engine.write({ ...request, docs: request.docs.map(withoutPlace) }) }
}

function withoutPlace(doc: PushedDocument): PushedDocument {
  const { request } = doc
  if (typeof request !== 'object' || request === null) return doc
  const fields = Object.entries(request).filter(([name]) => name !== 'onlyWithin' && name !== 'onlyFrom')
  return { ...doc, request: Object.fromEntries(fields) }
}
