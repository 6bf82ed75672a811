import type { Instant } from '#domain/model/primitives.ts'
import type { RecoveryVault } from '../application-contract.ts'

/**
 * The web edition's part of recovery: nothing outside IndexedDB survives what empties it, so nothing is remembered; what cannot be
 * read any more is handed to the person as a download.
 * @param now this device's clock, epoch ms
 */
export function createDownloadVault(document: Document, now: () => Instant): RecoveryVault {
  return {
    load: () => Promise.resolve(undefined),
    save: () => Promise.resolve(true),
    export(_, contents) {
      const name = `coachdesk-${new Date(now()).toISOString().slice(0, 10)}.json`
      const address = URL.createObjectURL(new Blob([contents], { type: 'application/json' }))
      const link = document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      // The browser reads it after this task.
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
      return Promise.resolve(name)
    }
  }
}
