import type { Rate } from './quotas.ts'

/** Who has taken how much lately. */
export interface Buckets {
  /**
   * Takes `cost`, or nothing where there is less.
   * @returns seconds until there is enough; undefined where it was taken
   */
  take(key: string, cost: number): number | undefined
  readonly size: number
}

interface Bucket {
  level: number
  at: number
}

/** Bounds memory: about 2 MB. */
const maxKeys = 10_000

/**
 * A bucket for each key, filled again as time goes by. More than it holds can never be taken at once: such a cost empties it.
 * @param elapsed monotonic ms
 */
export function createBuckets({ burst, perSecond }: Rate, elapsed: () => number): Buckets {
  // The one that was used least lately first.
  const bucketByKey = new Map<string, Bucket>()

  function open(key: string): Bucket {
    const now = elapsed()
    const known = bucketByKey.get(key) ?? { level: burst, at: now }
    const level = Math.min(burst, known.level + ((now - known.at) / 1_000) * perSecond)
    const bucket = { level, at: now }
    bucketByKey.delete(key)
    const [oldest] = bucketByKey.keys()
    if (bucketByKey.size >= maxKeys && oldest !== undefined) bucketByKey.delete(oldest)
    bucketByKey.set(key, bucket)
    return bucket
  }

  return {
    take(key, cost) {
      const bucket = open(key)
      const needed = Math.min(cost, burst)
      if (bucket.level < needed) return Math.max(1, Math.ceil((needed - bucket.level) / perSecond))
      bucket.level -= needed
      return undefined
    },
    get size() {
      return bucketByKey.size
    }
  }
}
