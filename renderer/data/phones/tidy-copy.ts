import type { Instant } from '#domain/model/primitives.ts'
import { hideEndedPhone } from '#domain/rules/phone-end.ts'
import type { LocalDocuments } from '../database/collections.ts'
import type { ReplicatedName } from '../replication/replicated.ts'

/**
 * What the server sends, as it may be kept here: a server of an earlier version, or one that is late, still has numbers whose time
 * is over. The same object where there is nothing to take out.
 */
export function tidyCopy<N extends ReplicatedName>(document: LocalDocuments[N], now: Instant): LocalDocuments[N] {
  return 'kind' in document && document.kind === 'call'
    ? (hideEndedPhone(document, now) as LocalDocuments[N])
    : document
}
