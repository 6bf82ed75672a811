import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { DeepLink } from '#electron/contract/desktop-types.ts'
import { listSessionActions } from '#renderer/shared/sessions/session-actions.ts'
import { paths } from '#renderer/ui/paths.ts'

/** Where a link leads for the person whose account is open. */
export type LinkTarget =
  | { readonly kind: 'page'; readonly path: string }
  /** No session of this account, or one that has not arrived here yet. */
  | { readonly kind: 'unknown-session' }

/** @param now server's clock, epoch ms */
export function resolveLink(link: DeepLink, role: Role, calls: readonly SessionCopy[], now: Instant): LinkTarget {
  switch (link.kind) {
    case 'calendar':
      return {
        kind: 'page',
        path: role === 'coach' ? paths.calendar({ date: link.date }) : paths.findSlot({ day: link.date })
      }
    case 'session':
    case 'feedback': {
      const call = calls.find(({ id }) => id === link.bookingId)
      if (call === undefined) return { kind: 'unknown-session' }
      const isWrapUp = link.kind === 'feedback' && mayWrapUp(call, now)
      return { kind: 'page', path: isWrapUp ? paths.wrapUp(call.id) : paths.sessions({ bookingId: call.id }) }
    }
    default:
      return assertNever(link)
  }
}

function mayWrapUp(call: SessionCopy, now: Instant): boolean {
  return listSessionActions(call, now).some(action => action === 'wrapUp' || action === 'editWrapUp')
}
