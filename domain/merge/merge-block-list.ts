import { type BlockList, blockListSchema, createBlockList } from '../model/block-list.ts'
import { isSame } from '../rules/is-same.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

/**
 * Merges two states of a block list student by student (MG17): whom either side has blocked since is blocked, and whom either has
 * unblocked is not. Without a base nobody is unblocked.
 */
export const mergeBlockList = mergeAcrossVersions<BlockList>(
  // Nobody types into it.
  { collection: 'calls', schema: blockListSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown({ assumed, server, local, reason }: Meeting<BlockList>): Merged<BlockList> {
  if (local.deleted || reason !== undefined) return { resolved: server, notices: [] }
  if (server.deleted) return { resolved: local, notices: [] }
  const before = new Set(assumed?.deleted === false ? assumed.value.studentIds : [])
  const [there, here] = [new Set(server.value.studentIds), new Set(local.value.studentIds)]
  const all = [...new Set([...there, ...here])]
  const blocked = all.filter(id => (before.has(id) ? there.has(id) && here.has(id) : true))
  const value = createBlockList(blocked)
  return { resolved: isSame(value, server.value) ? server : { deleted: false, value }, notices: [] }
}
