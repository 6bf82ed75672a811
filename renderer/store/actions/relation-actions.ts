import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { findStandingRelation, pickRelations } from '../relations.ts'
import { type ActionContext, done } from './action-context.ts'

/** What a person does with what came of an invitation. */
export function createRelationActions({
  account,
  repositories,
  now
}: ActionContext): Pick<WorkspaceActions, 'endRelation'> {
  const { calls } = repositories
  return {
    async endRelation(otherId) {
      const relation = findStandingRelation(otherId, pickRelations(calls.items))
      if (relation === undefined || account.role === 'none') return done
      // The server puts its own time in its place.
      return calls.save({ ...relation, ended: { by: relation.partyRole, at: now() } })
    }
  }
}
