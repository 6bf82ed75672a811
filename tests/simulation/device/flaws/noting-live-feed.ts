import { startLiveFeed as startSound } from '#renderer/data/replication/live-feed.ts'
import { noteConnect } from './feed-connects.ts'

/** The real feed; the skipping pull handler learns of its connects. */
export const startLiveFeed: typeof startSound = parts =>
  startSound({
    ...parts,
    onConnected() {
      noteConnect(parts.client)
      parts.onConnected()
    }
  })
