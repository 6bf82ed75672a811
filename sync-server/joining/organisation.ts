import { z } from 'zod'
import { displayNameSchema } from '#domain/model/primitives.ts'
import type { CommitPart, Databases, DocumentStore } from '../storage/document-store.ts'

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
  /** What is given changes, in one commit with its line of the audit log. */
  change(changes: OrganisationChange, beside: CommitPart): Promise<void>
}

/** How people come to an account of their own: invited, or not at all. */
export const registrations = ['invitation', 'closed'] as const
export type Registration = (typeof registrations)[number]

export interface OrganisationChange {
  readonly name?: string | undefined
  readonly registration?: Registration | undefined
}

const organisationId = 'organisation'
const storedSchema = z.object({
  name: displayNameSchema.optional(),
  registration: z.enum(registrations).optional()
})

/** @param store the `organisation` database, which the server alone reads */
export async function loadOrganisation(
  store: DocumentStore,
  commit: Databases['commitTogether']
): Promise<Organisation> {
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

  async function write(
    { name: given = name, registration: mode = registration }: OrganisationChange,
    beside: readonly CommitPart[]
  ): Promise<void> {
    const [now] = await store.read([organisationId])
    rev = now?._rev
    const part = { database: store.name, docs: [toDocument(given, mode)], newEdits: true }
    const { stored, error } = await commit([part, ...beside])
    if (!stored) throw error ?? new Error('the organisation was not stored')
    name = given
    registration = mode
  }

  /** One at a time, each on what the one before has left. */
  async function change(changes: OrganisationChange, beside: readonly CommitPart[]): Promise<void> {
    const done = last.then(() => write(changes, beside))
    last = done.catch(() => undefined)
    await done
  }

  return {
    name: () => name,
    planName: given => ({ database: store.name, docs: [toDocument(given, registration)], newEdits: true }),
    keep(given) {
      name = given
    },
    registration: () => registration,
    setRegistration: mode => change({ registration: mode }, []),
    change: (changes, entry) => change(changes, [entry])
  }
}
