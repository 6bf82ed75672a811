import { getChangedDocumentsSince, type RxCollection, type RxDocumentData } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { hideEndedPhone, withoutPhone } from '#domain/rules/phone-end.ts'
import { downstreamContext, isPulled } from '../database/own-meta.ts'
import type { StoredFields } from '../database/sealing/document-codec.ts'
import { fromVersioned, toVersioned } from '../database/stored-document.ts'
import { type MetaInstance, readNotes, withMetaInstance } from '../replication/meta-instance.ts'
import { writeNotes } from '../replication/past/write-notes.ts'

type Copy = OwnDocument
type Stored = RxDocumentData<Copy>

const pageSize = 500
/** A copy that its person keeps changing meanwhile: the next start finds it. */
const maxTries = 5

/**
 * Takes numbers whose time is over out of what is stored (PH5): first out of RxDB's note of the server's state, then out of the
 * copy, so that a device which dies in between finds the copy again, and never takes the difference for a change of its own. Removed
 * copies lose theirs at once. Only while no replication of this collection runs.
 * @param now by the server's clock as measured, epoch ms
 */
export async function erasePhones(collection: RxCollection<Copy>, identifier: string, now: Instant): Promise<void> {
  let found = await findEnded(collection, now)
  if (found.length === 0) return
  await withMetaInstance(collection, 'calls', identifier, async notes => {
    for (let tries = 0; found.length > 0 && tries < maxTries; tries += 1) {
      await eraseFromNotes(notes, found, now)
      found = await eraseFromCopies(collection, found, now)
    }
  })
}

/** The copy as it may be kept; the same object where there is nothing to take out. */
function tidy({ deleted, value }: Versioned<Copy>, now: Instant): Copy {
  if (value.kind !== 'call') return value
  return deleted ? withoutPhone(value) : hideEndedPhone(value, now)
}

async function findEnded({ storageInstance }: RxCollection<Copy>, now: Instant): Promise<readonly Stored[]> {
  const found: Stored[] = []
  for (let checkpoint: unknown; ; ) {
    const page = await getChangedDocumentsSince<Copy, unknown>(storageInstance, pageSize, checkpoint)
    found.push(...page.documents.filter(stored => holdsEnded(toVersioned<Copy>(stored), now)))
    if (page.documents.length < pageSize) return found
    checkpoint = page.checkpoint
  }
}

function holdsEnded(state: Versioned<Copy>, now: Instant): boolean {
  return 'otherPhone' in state.value && !('otherPhone' in tidy(state, now))
}

async function eraseFromNotes(notes: MetaInstance, found: readonly Stored[], now: Instant): Promise<void> {
  const ids = found.map(({ id }) => id)
  const { stateById } = await readNotes(notes, ids)
  const states = ids.flatMap(id => {
    const state = stateById.get(id)
    return state === undefined ? [] : [toVersioned<Copy>(state as never)]
  })
  await writeNotes(
    notes,
    states.filter(state => holdsEnded(state, now)).map(state => toNote({ ...state, value: tidy(state, now) }))
  )
}

function toNote(state: Versioned<Copy>): StoredFields & { readonly id: string } {
  return { ...fromVersioned(state), id: state.value.id }
}

/** Returns what is stored of those that were changed here meanwhile, and still hold one. */
async function eraseFromCopies(
  { storageInstance }: RxCollection<Copy>,
  found: readonly Stored[],
  now: Instant
): Promise<readonly Stored[]> {
  const rows = found.map(stored => {
    const state = toVersioned<Copy>(stored)
    const { _meta, _rev, _attachments } = stored
    const document = { ...fromVersioned({ ...state, value: tidy(state, now) }), _meta, _rev, _attachments }
    return { previous: stored, document }
  })
  // What was pulled stays known as the server's, and what is unsent as that: nothing was changed by its person.
  const pulled = rows.filter(({ previous }) => isPulled(previous))
  const own = rows.filter(({ previous }) => !isPulled(previous))
  const errors = [
    ...(await storageInstance.bulkWrite(pulled, `${downstreamContext}phones`)).error,
    ...(await storageInstance.bulkWrite(own, 'replication-phones')).error
  ]
  return errors.flatMap(error => {
    if (error.status !== 409) throw new Error(`a number could not be erased: ${error.status}`)
    return holdsEnded(toVersioned<Copy>(error.documentInDb), now) ? [error.documentInDb] : []
  })
}
