import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountService } from '../accounts/account-service.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { RelationKeeper } from '../copies/relation-keeper.ts'
import type { Databases } from '../storage/document-store.ts'
import { createInvitations, type Invitations } from './invitations.ts'
import { createJoinByInvitation, type JoinByInvitation } from './join-by-invitation.ts'
import type { Organisation } from './organisation.ts'

/** A database of the server's own: nobody replicates it. */
const invitationDatabase = 'invitations'

export interface StartedInvitations {
  readonly invitations: Invitations
  readonly joinByInvitation: JoinByInvitation
}

/** Everything about invitations, from the bottom up. */
export async function startInvitations(parts: {
  readonly databases: Databases
  readonly organisation: Organisation
  readonly directory: AccountDirectory
  readonly service: AccountService
  readonly relations: RelationKeeper
  readonly audit: Pick<AuditLog, 'plan'>
  /** New where the folder was put back from a copy. */
  readonly key: string
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}): Promise<StartedInvitations> {
  const { databases } = parts
  const commit: Databases['commitTogether'] = documents => databases.commitTogether(documents)
  const store = await databases.open(invitationDatabase)
  const invitations = createInvitations({ ...parts, store, commit })
  return { invitations, joinByInvitation: createJoinByInvitation({ ...parts, invitations, commit }) }
}
