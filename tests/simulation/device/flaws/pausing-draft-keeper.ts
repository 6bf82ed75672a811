import { betweenWritesMs, createDraftKeeper as createSound } from '#renderer/store/drafts/draft-keeper.ts'
import { hasFlaw } from './current-flaw.ts'

export { afterFailureMs, betweenWritesMs } from '#renderer/store/drafts/draft-keeper.ts'

/** A keeper that stores what is typed once there is a pause. */
export const createDraftKeeper: typeof createSound = parts => {
  const sound = createSound(parts)
  if (!hasFlaw('pausing')) return sound
  let typing = new AbortController()
  return {
    ...sound,
    async keep(draft) {
      typing.abort()
      typing = new AbortController()
      await parts.timers.wait(betweenWritesMs, typing.signal)
      return sound.keep(draft)
    }
  }
}
