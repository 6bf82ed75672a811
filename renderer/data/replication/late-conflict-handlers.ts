import type { RxConflictHandlerInput } from 'rxdb'
import type { LocalDocuments } from '../database/collections.ts'
import type { ConflictHandlers } from '../database/open-database.ts'
import type { ReplicatedName } from './replicated.ts'
import { isEqualState } from './same-state.ts'

/**
 * RxDB wants conflict handlers when a collection is opened. What resolves conflicts is fetched together with what replicates, and so
 * before there is one.
 */
export function createLateConflictHandlers(load: () => Promise<ConflictHandlers>): ConflictHandlers {
  const handle = <N extends ReplicatedName>(name: N) => ({
    isEqual: isEqualState,
    async resolve(input: RxConflictHandlerInput<LocalDocuments[N]>, context: string) {
      const handler = (await load())[name]
      if (handler === undefined) throw new Error(`nothing resolves conflicts of ${name}`)
      return handler.resolve(input, context)
    }
  })
  return { users: handle('users'), slots: handle('slots'), calls: handle('calls') }
}
