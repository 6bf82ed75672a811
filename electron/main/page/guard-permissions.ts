import type { Session } from 'electron'
import { mayGrant } from './may-grant.ts'

/** Denies the pages of a session all that they need not: camera, place, devices, screens and the rest. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(mayGrant(permission, requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayGrant(permission, origin))
  session.setDevicePermissionHandler(() => false)
}
