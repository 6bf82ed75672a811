/** Counts by key; what is at zero takes no memory. */
export interface Tally {
  count(key: string): number
  add(key: string, change: number): void
}

export function createTally(): Tally {
  const countByKey = new Map<string, number>()
  return {
    count: key => countByKey.get(key) ?? 0,
    add(key, change) {
      const next = (countByKey.get(key) ?? 0) + change
      if (next === 0) countByKey.delete(key)
      else countByKey.set(key, next)
    }
  }
}
