import { createConflictHandlers as createSound } from '#renderer/data/replication/conflict-handlers.ts'
import { hasFlaw } from './current-flaw.ts'

/** Conflict handlers that let the server's state overwrite the device's, and tell nobody: what RxDB does by itself (F6). */
export const createConflictHandlers: typeof createSound = parts => {
  const sound = createSound(parts)
  if (!hasFlaw('overwriting')) return sound
  return Object.fromEntries(
    Object.entries(sound).map(([name, handler]) => [
      name,
      {
        ...handler,
        resolve: ({ realMasterState }: { readonly realMasterState: unknown }) => Promise.resolve(realMasterState)
      }
    ])
  ) as ReturnType<typeof createSound>
}
