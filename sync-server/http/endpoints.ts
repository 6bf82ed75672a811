import type { Endpoint } from './endpoint.ts'
import { adminAuditEndpoints } from './endpoints/admin/audit.ts'
import { adminImportEndpoints } from './endpoints/admin/import.ts'
import { adminOrganisationEndpoints } from './endpoints/admin/organisation.ts'
import { adminPeopleEndpoints } from './endpoints/admin/people.ts'
import { adminServerEndpoints } from './endpoints/admin/server.ts'
import { adminResetLinkEndpoints } from './endpoints/admin/reset-link.ts'
import { accountEndpoints } from './endpoints/account.ts'
import { allDocsEndpoints } from './endpoints/all-docs.ts'
import { bulkDocsEndpoints } from './endpoints/bulk-docs.ts'
import { bulkGetEndpoints } from './endpoints/bulk-get.ts'
import { calendarEndpoints } from './endpoints/calendar.ts'
import { changesEndpoints } from './endpoints/changes.ts'
import { databaseEndpoints } from './endpoints/database.ts'
import { dbUpdatesEndpoints } from './endpoints/db-updates.ts'
import { invitationEndpoints } from './endpoints/invitations.ts'
import { linkEndpoints } from './endpoints/links.ts'
import { localDocumentEndpoints } from './endpoints/local-document.ts'
import { mailEndpoints } from './endpoints/mail.ts'
import { passwordAgainEndpoints } from './endpoints/password-again.ts'
import { readDocumentEndpoints } from './endpoints/read-document.ts'
import { resetEndpoints } from './endpoints/resets.ts'
import { revsDiffEndpoints } from './endpoints/revs-diff.ts'
import { signInEndpoints } from './endpoints/sign-in.ts'
import { welcomeEndpoints } from './endpoints/welcome.ts'
import { writeDocumentEndpoints } from './endpoints/write-document.ts'

/**
 * The allow-list: every request that the server answers (F12). All else is 404 or 405; query keys that are not named here go no
 * further than the front. Names stand in the log.
 */
export const endpoints = {
  ...welcomeEndpoints,
  ...signInEndpoints,
  ...passwordAgainEndpoints,
  ...accountEndpoints,
  ...adminAuditEndpoints,
  ...adminPeopleEndpoints,
  ...adminOrganisationEndpoints,
  ...adminImportEndpoints,
  ...adminServerEndpoints,
  ...adminResetLinkEndpoints,
  ...linkEndpoints,
  ...resetEndpoints,
  ...invitationEndpoints,
  ...calendarEndpoints,
  ...mailEndpoints,
  ...dbUpdatesEndpoints,
  ...databaseEndpoints,
  ...changesEndpoints,
  ...allDocsEndpoints,
  ...bulkDocsEndpoints,
  ...bulkGetEndpoints,
  ...revsDiffEndpoints,
  ...localDocumentEndpoints,
  ...readDocumentEndpoints,
  ...writeDocumentEndpoints
} as const satisfies Readonly<Record<string, Endpoint>>

export type EndpointName = keyof typeof endpoints

export const endpointNames = Object.keys(endpoints) as readonly EndpointName[]
