import type { Session } from 'electron'
import { pageOrigin } from './page-origin.ts'

/** Denies the pages of a session all that they need not: camera, place, devices, screens and the rest. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(mayGrant(permission, requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayGrant(permission, origin))
  session.setDevicePermissionHandler(() => false)
}

const granted: ReadonlySet<string> = new Set(['notifications', 'persistent-storage'])

/**
 * Whether a page may have what it asks for.
 * @param permission Electron's name of it
 * @param asking address or origin of who asks
 */
export function mayGrant(permission: string, asking: string): boolean {
  if (!granted.has(permission) || !URL.canParse(asking)) return false
  const { protocol, host } = new URL(asking)
  return `${protocol}//${host}` === pageOrigin
}
