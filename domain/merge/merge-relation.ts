import { isRelationStanding, type Relation, relationSchema } from '../model/relation.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

/**
 * Merges two states of a relation (MG24): everything is the server's, but for an ending that the server has not heard of. One of a
 * relation that was begun anew since then is over.
 */
export const mergeRelation = mergeAcrossVersions<Relation>(
  // Nobody types into it.
  { collection: 'calls', schema: relationSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown({ server, local, reason }: Meeting<Relation>): Merged<Relation> {
  const isEnding =
    reason === undefined &&
    !server.deleted &&
    !local.deleted &&
    server.value.since === local.value.since &&
    isRelationStanding(server.value) &&
    !isRelationStanding(local.value)
  return {
    resolved: isEnding ? { deleted: false, value: { ...server.value, ended: local.value.ended } } : server,
    notices: []
  }
}
