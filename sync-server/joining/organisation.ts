import { z } from 'zod'
import { displayNameSchema } from '#domain/model/primitives.ts'
import type { CommitPart, DocumentStore } from '../storage/document-store.ts'

/** What one server serves: its name is shown to those who are invited. */
export interface Organisation {
  /** Undefined where it was never set up in a browser. */
  readonly name: () => string | undefined
  /** To be stored in one commit with the first account; `keep` once it is. */
  planName(name: string): CommitPart
  keep(name: string): void
}

const organisationId = 'organisation'
const storedSchema = z.object({ name: displayNameSchema })

/** @param store the `organisation` database, which the server alone reads */
export async function loadOrganisation(store: DocumentStore): Promise<Organisation> {
  const [stored] = await store.read([organisationId])
  let name = storedSchema.safeParse(stored).data?.name
  const rev = stored === undefined ? {} : { _rev: stored._rev }
  return {
    name: () => name,
    planName: given => ({ database: store.name, docs: [{ _id: organisationId, ...rev, name: given }], newEdits: true }),
    keep(given) {
      name = given
    }
  }
}
