import { pageOrigin } from './page-origin.ts'

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
