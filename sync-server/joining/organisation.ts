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
  /** Who may come (JO11). */
  readonly registration: () => Registration
  setRegistration(registration: Registration): Promise<void>
}

/** How people come to an account of their own: invited, or not at all. */
export const registrations = ['invitation', 'closed'] as const
export type Registration = (typeof registrations)[number]

const organisationId = 'organisation'
const storedSchema = z.object({
  name: displayNameSchema.optional(),
  registration: z.enum(registrations).optional()
})

/** @param store the `organisation` database, which the server alone reads */
export async function loadOrganisation(store: DocumentStore): Promise<Organisation> {
  const [stored] = await store.read([organisationId])
  let { name, registration = 'invitation' }: z.infer<typeof storedSchema> = storedSchema.safeParse(stored).data ?? {}
  let rev = stored?._rev
  let last: Promise<unknown> = Promise.resolve()
  const toDocument = (given: string | undefined, mode: Registration) => ({
    _id: organisationId,
    ...(rev === undefined ? {} : { _rev: rev }),
    ...(given === undefined ? {} : { name: given }),
    registration: mode
  })

  async function write(mode: Registration): Promise<void> {
    const [now] = await store.read([organisationId])
    rev = now?._rev
    const [row] = await store.write([toDocument(name, mode)], { newEdits: true })
    if (row === undefined || 'error' in row) throw new Error(`the organisation was not stored: ${row?.message}`)
    rev = row.rev
    registration = mode
  }

  return {
    name: () => name,
    planName: given => ({ database: store.name, docs: [toDocument(given, registration)], newEdits: true }),
    keep(given) {
      name = given
    },
    registration: () => registration,
    async setRegistration(mode) {
      const done = last.then(() => write(mode))
      last = done.catch(() => undefined)
      await done
    }
  }
}
