import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '#domain/model/primitives.ts'
import { nameInputSchema } from '#domain/model/line.ts'
import { type InvitedRight, type Inviter, mayInvite } from '#domain/rules/may-invite.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { CommitPart, Databases, DocumentStore, StoredDocument } from '../storage/document-store.ts'
import { endOf, type Invitation, invitationIdSchema, invitationSchema, stateOf } from './invitation.ts'

const invitationDays = 14
/** So many of one person's may be open at once: a class, not a mailing list. */
export const maxOpenInvitations = 100
/** So many mails go out for one person within a day: addresses may be strangers'. */
export const maxMailedInvitations = 30
/** So many are made by one person within a day, whatever becomes of them: each leaves lines in the audit log, whose oldest go. */
export const maxMadeInvitations = 200
/** How long one that ended stays in its maker's list. */
const keepMs = 90 * dayMs

export interface WantedInvitation extends InvitedRight {
  readonly label?: string | undefined
  readonly address?: string | undefined
  readonly by: Inviter
}

export type MadeInvitation =
  | { readonly ok: true; readonly invitation: Invitation; readonly token: string }
  | { readonly ok: false; readonly why: 'not-allowed' | 'label' | 'address' | 'too-many' }

/** Links by which people come to an account, or to a coach (JO5 to JO12). The disk is asked each time: they are few, and rarely looked at. */
export interface Invitations {
  /** @returns the link's secret, which is stored nowhere and cannot be asked for again */
  create(wanted: WantedInvitation): Promise<MadeInvitation>
  /** One's own, the newest first. */
  list(by: string): Promise<readonly Invitation[]>
  /** Those that are open and to be mailed, whether they were or not. */
  listToMail(): Promise<readonly Invitation[]>
  /** @param actor who asks. Somebody else's is unknown to whoever does not administer. @returns what has become of it */
  revoke(id: string, actor: { readonly userId: string; readonly isAdmin: boolean }): Promise<Invitation | undefined>
  /** The one that a link opens, whatever has become of it; undefined for a link that was made up or is of another past. */
  find(token: string): Promise<Invitation | undefined>
  findById(id: string): Promise<Invitation | undefined>
  /** The secret of one that is mailed: it can be made again until it is sent. */
  mailToken(invitation: Pick<Invitation, 'id'>): string
  /** What is stored in one commit with what an invitation is used for; undefined where it is not open any more. */
  planUse(id: string, userId: string): Promise<CommitPart | undefined>
  /** Removes what ended long ago. @param now a time that is certain */
  purge(now: Instant): Promise<void>
}

export interface InvitationsParts {
  /** The `invitations` database: nobody but the server reads it. */
  readonly store: DocumentStore
  readonly commit: Databases['commitTogether']
  readonly audit: Pick<AuditLog, 'plan'>
  /** New where the folder was put back from a copy. */
  readonly key: string
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
}

export function createInvitations({ store, commit, audit, key, now, randomBytes }: InvitationsParts): Invitations {
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('hex')
  const toHash = (token: string): string => sign(`invitation ${token}`)
  const keyMark = sign('invitations')
  const mailToken = ({ id }: Pick<Invitation, 'id'>): string =>
    `${id}.${createHmac('sha256', key).update(`mailed invitation ${id}`).digest('base64url')}`
  let last: Promise<unknown> = Promise.resolve()

  /** One at a time: counting and making belong together. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function readStored(
    id: string
  ): Promise<{ readonly invitation: Invitation; readonly rev: string } | undefined> {
    if (!invitationIdSchema.safeParse(id).success) return undefined
    const [doc] = await store.read([id])
    const invitation = readInvitation(doc)
    return doc === undefined || invitation === undefined ? undefined : { invitation, rev: doc._rev }
  }

  async function listAll(): Promise<readonly Invitation[]> {
    const all: Invitation[] = []
    for await (const doc of store.all()) {
      const invitation = readInvitation(doc)
      if (invitation !== undefined) all.push(invitation)
    }
    return all.toSorted((a, b) => b.madeAt - a.madeAt || (a.id < b.id ? -1 : 1))
  }

  async function judge({ by, role, isAdmin, coachId, label, address }: WantedInvitation) {
    if (label !== undefined && !nameInputSchema.safeParse(label).success) return 'label'
    if (address !== undefined && !invitationSchema.shape.address.safeParse(address).success) return 'address'
    if (!mayInvite(by, { role, isAdmin, coachId })) return 'not-allowed'
    const own = (await listAll()).filter(one => one.by === by.userId)
    if (own.filter(one => stateOf(one, now()) === 'open').length >= maxOpenInvitations) return 'too-many'
    const ofToday = own.filter(one => one.madeAt > now() - dayMs)
    if (ofToday.length >= maxMadeInvitations) return 'too-many'
    const mailed = ofToday.filter(one => one.address !== undefined)
    return address !== undefined && mailed.length >= maxMailedInvitations ? 'too-many' : undefined
  }

  /** @returns false where the document was changed meanwhile */
  async function writeUnlessChanged(
    invitation: Invitation,
    rev: string | undefined,
    beside: CommitPart
  ): Promise<boolean> {
    const own = { database: store.name, docs: [toDocument(invitation, rev)], newEdits: true }
    const { stored, rows, error } = await commit([own, beside])
    if (stored) return true
    const [row] = rows[0] ?? []
    if (row !== undefined && 'error' in row && row.name === 'conflict') return false
    throw error ?? new Error('an invitation was not stored')
  }

  return {
    create: wanted =>
      inTurn(async () => {
        const why = await judge(wanted)
        if (why !== undefined) return { ok: false, why }
        const { by, role, isAdmin, coachId, label, address } = wanted
        const id = `i${Buffer.from(randomBytes(12)).toString('hex')}`
        const fresh = `${id}.${Buffer.from(randomBytes(32)).toString('base64url')}`
        const token = address === undefined ? fresh : mailToken({ id })
        const invitation: Invitation = {
          id,
          hash: toHash(token),
          keyMark,
          by: by.userId,
          role,
          isAdmin,
          ...(coachId === undefined ? {} : { coachId }),
          ...(label === undefined ? {} : { label: nameInputSchema.parse(label) }),
          ...(address === undefined ? {} : { address }),
          madeAt: now(),
          validUntil: now() + invitationDays * dayMs
        }
        const details = { role, isAdmin, mailed: address !== undefined }
        const entry = audit.plan({ by: by.userId, act: 'invitation-made', details })
        if (!(await writeUnlessChanged(invitation, undefined, entry))) throw new Error('an invitation was not stored')
        return { ok: true, invitation, token }
      }),
    list: async by => (await listAll()).filter(one => one.by === by),
    listToMail: async () =>
      (await listAll()).filter(one => one.address !== undefined && stateOf(one, now()) === 'open'),
    revoke: (id, { userId: actor, isAdmin }) =>
      inTurn(async () => {
        const found = await readStored(id)
        if (found === undefined || (!isAdmin && found.invitation.by !== actor)) return undefined
        if (stateOf(found.invitation, now()) !== 'open') return found.invitation
        const revoked = { ...found.invitation, revokedAt: now() }
        // Where somebody joins by it at this moment, one commit decides: whoever asked looks again.
        const entry = audit.plan({ by: actor, act: 'invitation-revoked' })
        const isStored = await writeUnlessChanged(revoked, found.rev, entry)
        return isStored ? revoked : (await readStored(id))?.invitation
      }),
    async find(token) {
      const found = await readStored(token.split('.', 1)[0] ?? '')
      // As long for an id that is made up.
      const isOf = fitsHash(toHash(token), found?.invitation.hash ?? toHash(''))
      return isOf && found?.invitation.keyMark === keyMark ? found.invitation : undefined
    },
    findById: async id => (await readStored(id))?.invitation,
    mailToken,
    async planUse(id, userId) {
      const found = await readStored(id)
      if (found === undefined || stateOf(found.invitation, now()) !== 'open') return undefined
      const used = { ...found.invitation, used: { by: userId, at: now() } }
      return { database: store.name, docs: [toDocument(used, found.rev)], newEdits: true }
    },
    purge: certain =>
      inTurn(async () => {
        const over = (await listAll()).filter(one => (endOf(one, certain) ?? Infinity) < certain - keepMs)
        for (const { id } of over) {
          const [doc] = await store.read([id])
          if (doc !== undefined) await store.write([{ _id: id, _rev: doc._rev, _deleted: true }], { newEdits: true })
        }
      })
  }
}

function readInvitation(doc: StoredDocument | undefined): Invitation | undefined {
  if (doc === undefined || doc._deleted === true) return undefined
  const { _id, _rev, ...fields } = doc
  return invitationSchema.safeParse({ ...fields, id: _id }).data
}

function toDocument({ id, ...fields }: Invitation, rev?: string) {
  return { ...fields, _id: id, ...(rev === undefined ? {} : { _rev: rev }) }
}

function fitsHash(one: string, other: string): boolean {
  return timingSafeEqual(new TextEncoder().encode(one), new TextEncoder().encode(other))
}
