import type { Instant } from '#domain/model/primitives.ts'
import type {
  AuditPageAnswer,
  ChangedPersonAnswer,
  HealthAnswer,
  ImportedRow,
  ImportLookRequest,
  ImportPeopleRequest,
  MailStateAnswer,
  MailTestAnswer,
  NewPersonRequest,
  OrganisationAnswer,
  OrganisationChangeRequest,
  PersonRow,
  ResetLinkAnswer,
  RightsChangeRequest,
  RoleInvitationLinkAnswer,
  RoleInvitationRequest,
  SessionAhead
} from '#domain/wire/administration.ts'
import type { Outcome } from './refusal.ts'

export interface AuditChoice {
  readonly person?: string | undefined
  readonly act?: string | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
}

/**
 * What whoever administers asks of the server, straight from it: nothing of it is kept on the device, and all of it needs a connection.
 * Acts answer `password-needed` where the password was not typed within the last ten minutes.
 */
export interface AdminActions {
  /** @returns until when acts go on, by the server's clock */
  readonly enterPassword: (password: string) => Promise<Outcome<Instant>>
  readonly listPeople: () => Promise<Outcome<readonly PersonRow[]>>
  readonly addPerson: (person: NewPersonRequest) => Promise<Outcome<PersonRow>>
  /** What would become of each line of a list (AC10). Stores nothing, and asks for the password as an act does. */
  readonly lookAtImport: (list: ImportLookRequest) => Promise<Outcome<readonly ImportedRow[]>>
  /** Adds those that are new, at most ten lines at a time. Each gets a link to a first password: told this once, in full. */
  readonly importPeople: (list: ImportPeopleRequest) => Promise<Outcome<readonly ImportedRow[]>>
  readonly changePerson: (userId: string, change: RightsChangeRequest) => Promise<Outcome<ChangedPersonAnswer>>
  /** The sessions that a coach has ahead. */
  readonly listSessionsAhead: (userId: string) => Promise<Outcome<readonly SessionAhead[]>>
  readonly signOutEverywhere: (userId: string) => Promise<Outcome>
  /** A link by which that person sets a new password: told this once. */
  readonly makeResetLink: (userId: string) => Promise<Outcome<ResetLinkAnswer>>
  /** A link by which somebody makes an account with these rights: told this once, in full. */
  readonly invite: (rights: RoleInvitationRequest) => Promise<Outcome<RoleInvitationLinkAnswer>>
  readonly readOrganisation: () => Promise<Outcome<OrganisationAnswer>>
  readonly changeOrganisation: (changes: OrganisationChangeRequest) => Promise<Outcome<OrganisationAnswer>>
  readonly readMail: () => Promise<Outcome<MailStateAnswer>>
  readonly testMail: () => Promise<Outcome<MailTestAnswer>>
  readonly sendMailAgain: (id: string) => Promise<Outcome>
  readonly readHealth: () => Promise<Outcome<HealthAnswer>>
  readonly readAudit: (choice: AuditChoice) => Promise<Outcome<AuditPageAnswer>>
}
