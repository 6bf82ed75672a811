import { useTranslation } from 'react-i18next'
import { useToasts } from '../use-toasts.tsx'
import type { Chunk } from './use-chunk.ts'

/** Does something with a chunk that is fetched for it. Where it cannot be fetched, a toast says so: what was pressed stays, to be pressed again. */
export function useChunkCall<T>(chunk: Chunk<T>): (act: (loaded: T) => void) => void {
  const { t } = useTranslation('shared')
  const { showRefused } = useToasts()
  return act => void chunk.load().then(act, () => showRefused(`${t('chunk.failedTitle')}. ${t('chunk.failedText')}`))
}
