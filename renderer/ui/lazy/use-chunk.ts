import { useCallback, useEffect, useState } from 'react'
import { loadLateTexts } from '#renderer/i18n/late-texts.ts'

/** From here on a wait is worth a word, ms. */
const lateAfterMs = 1_000

/** By then the page stands, ms. */
const afterStartMs = 500

/** A part of the page that is fetched when it is first needed. One for all places that show it. */
export interface Chunk<T> {
  /** What was loaded; undefined before that. */
  readonly read: () => T | undefined
  /** Rejects where it cannot be fetched; the next call asks again. */
  readonly load: () => Promise<T>
}

export type ChunkState<T> =
  | { readonly kind: 'unneeded' }
  /** `isLate`: for longer than a second. */
  | { readonly kind: 'loading'; readonly isLate: boolean }
  | { readonly kind: 'failed'; readonly retry: () => void }
  | { readonly kind: 'loaded'; readonly value: T }

export function createChunk<T>(load: () => Promise<T>): Chunk<T> {
  let loaded: T | undefined
  const chunk: Chunk<T> = {
    read: () => loaded,
    async load() {
      if (loaded !== undefined) return loaded
      // What is shown later than the first page says what has come later.
      const [value] = await Promise.all([load(), loadLateTexts()])
      return (loaded ??= value)
    }
  }
  if (import.meta.env.PROD && !mayKeepPages(window.navigator)) {
    // What fails here is asked for again when it is needed.
    window.setTimeout(() => void chunk.load().catch(() => undefined), afterStartMs)
  }
  return chunk
}

/**
 * Whether the service worker fetches all chunks anyway. Without one, as in many private windows, what is not there when the network
 * goes could not be opened any more: there each chunk is fetched soon after the page that shows it.
 */
function mayKeepPages(navigator: { readonly serviceWorker?: ServiceWorkerContainer | undefined }): boolean {
  return navigator.serviceWorker !== undefined
}

/** Fetches a chunk once it is needed. Whoever stops needing it before it is there sees nothing of it. */
export function useChunk<T>(chunk: Chunk<T>, isNeeded: boolean): ChunkState<T> {
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<'pending' | 'late' | 'failed' | 'loaded'>('pending')
  const value = chunk.read()
  const isMissing = isNeeded && value === undefined
  const retry = useCallback(() => {
    setOutcome('pending')
    setAttempt(count => count + 1)
  }, [])

  useEffect(() => {
    if (!isMissing) return
    let isCurrent = true
    const settle = (next: typeof outcome) => {
      window.clearTimeout(timer)
      if (isCurrent) setOutcome(next)
    }
    const timer = window.setTimeout(() => setOutcome('late'), lateAfterMs)
    chunk.load().then(
      () => settle('loaded'),
      () => settle('failed')
    )
    return () => {
      isCurrent = false
      window.clearTimeout(timer)
      // What went wrong is asked for again the next time.
      setOutcome('pending')
    }
  }, [chunk, isMissing, attempt])

  if (value !== undefined) return { kind: 'loaded', value }
  if (!isNeeded) return { kind: 'unneeded' }
  return outcome === 'failed' ? { kind: 'failed', retry } : { kind: 'loading', isLate: outcome === 'late' }
}
