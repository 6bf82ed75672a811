import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Alert } from '@mantine/core'
import { ChunkFailure, ChunkWait } from './chunk-states.tsx'
import { createChunk, useChunk } from './use-chunk.ts'

/**
 * A part of a page in a chunk of its own, fetched when it is first shown. In its place stands nothing for a second, then a word that
 * it is loading, and what can be done where it cannot be fetched. The rest of the page stays.
 */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const chunk = createChunk(load)
  return function LazyPart(props: P) {
    const { t } = useTranslation('shared')
    const state = useChunk(chunk, true)
    if (state.kind === 'loaded') {
      const Part = state.value
      return <Part {...props} />
    }
    if (state.kind === 'failed') {
      return (
        <Alert color="red" title={t('chunk.failedTitle')}>
          <ChunkFailure onRetry={state.retry} />
        </Alert>
      )
    }
    return state.kind === 'loading' && state.isLate ? <ChunkWait /> : <div aria-busy="true" />
  }
}
