import type { Instant } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { RecoveryVault } from '#renderer/contract/application.ts'

/**
 * The web edition's part of recovery: nothing outside IndexedDB survives what empties it, so nothing is remembered; what cannot be
 * read any more is handed to the person as a download. A page never learns whether a download has reached the disk: the person may
 * have refused it, and so may the browser. So it counts as saved when the person says that the file is there, and not before.
 * @param now this device's clock, epoch ms
 * @param confirmSaved asks whether the file of this name is there
 */
export function createDownloadVault(
  document: Document,
  now: () => Instant,
  confirmSaved: (name: string) => boolean
): RecoveryVault {
  return {
    load: () => Promise.resolve(undefined),
    save: () => Promise.resolve(true),
    async export(_, contents) {
      const name = `coachdesk-${new Date(now()).toISOString().slice(0, 10)}.json`
      if (!startDownload(document, name, contents)) return undefined
      // A question stops the page, and with it what the click has begun: that comes first.
      await new Promise(resolve => {
        setTimeout(resolve)
      })
      return confirmSaved(name) ? name : undefined
    }
  }
}

function startDownload(document: Document, name: string, contents: string): boolean {
  try {
    const address = URL.createObjectURL(new Blob([contents], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = name
    link.click()
    // The browser reads it after this task.
    setTimeout(() => URL.revokeObjectURL(address), minuteMs)
    return true
  } catch {
    return false
  }
}
