import type { StorageKept, StoragePersistence } from '#renderer/contract/screens.ts'

/**
 * A browser may clear what pages have stored when the disk runs full, or (Safari) after a week without a visit, unless it has been
 * asked to keep it. Browsers without the question, and pages without encryption, say nothing.
 */
export function createPersistence(navigator: Pick<Navigator, 'storage'>): StoragePersistence {
  // Undefined without encryption, whatever the types say.
  const storage = navigator.storage as StorageManager | undefined
  const answer = async (ask: (() => Promise<boolean>) | undefined): Promise<StorageKept> => {
    try {
      if (ask === undefined) return 'unknown'
      return (await ask()) ? 'kept' : 'may-be-cleared'
    } catch {
      return 'unknown'
    }
  }
  return {
    read: () => answer(storage?.persisted?.bind(storage)),
    ask: () => answer(storage?.persist?.bind(storage))
  }
}
