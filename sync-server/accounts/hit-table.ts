/** Counts by key within a window that begins with the first hit. */
export interface HitTable {
  /** How many hits a key has by now, and when its window ends (epoch ms). */
  find(key: string): { readonly hits: number; readonly resetAt: number } | undefined
  hit(key: string): void
  /** Takes one hit back. */
  unhit(key: string): void
  size(): number
}

interface Window {
  hits: number
  readonly since: number
}

/**
 * A counter whose memory is bounded: of more keys than `maxKeys` the one whose window began first is forgotten.
 * @param now epoch ms; a clock that was set back begins new windows
 */
export function createHitTable(windowMs: number, maxKeys: number, now: () => number): HitTable {
  // In the order in which the windows began.
  const windowByKey = new Map<string, Window>()

  function findOpen(key: string): Window | undefined {
    const found = windowByKey.get(key)
    if (found === undefined) return undefined
    const age = now() - found.since
    if (age >= 0 && age < windowMs) return found
    windowByKey.delete(key)
    return undefined
  }

  return {
    find(key) {
      const open = findOpen(key)
      return open === undefined ? undefined : { hits: open.hits, resetAt: open.since + windowMs }
    },
    hit(key) {
      const open = findOpen(key)
      if (open !== undefined) {
        open.hits += 1
        return
      }
      const [oldest] = windowByKey.keys()
      if (windowByKey.size >= maxKeys && oldest !== undefined) windowByKey.delete(oldest)
      windowByKey.set(key, { hits: 1, since: now() })
    },
    unhit(key) {
      const open = findOpen(key)
      if (open === undefined) return
      open.hits -= 1
      if (open.hits <= 0) windowByKey.delete(key)
    },
    size: () => windowByKey.size
  }
}
