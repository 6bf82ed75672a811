import type { Refusal } from '#renderer/contract/screens.ts'

/** Why local data cannot be read or written. */
export type StorageFault = Extract<Refusal, 'storage-full' | 'storage-failed'>

/** Browsers say "the disk is full" by this name, on the error itself or on one that it wraps. */
const quotaPattern = /QuotaExceeded/

/** Classifies whatever IndexedDB, Dexie or RxDB threw. */
export function classifyStorageError(error: unknown): StorageFault {
  return mentionsQuota(error, 0) ? 'storage-full' : 'storage-failed'
}

function mentionsQuota(error: unknown, depth: number): boolean {
  if (depth > 4 || typeof error !== 'object' || error === null) return false
  const { name, message, inner, cause, parameters } = error as Readonly<Record<string, unknown>>
  const isQuota = [name, message].some(text => typeof text === 'string' && quotaPattern.test(text))
  return isQuota || [inner, cause, ...listNested(parameters)].some(nested => mentionsQuota(nested, depth + 1))
}

function listNested(parameters: unknown): readonly unknown[] {
  if (typeof parameters !== 'object' || parameters === null) return []
  const { errors, error } = parameters as Readonly<Record<string, unknown>>
  return [...(Array.isArray(errors) ? (errors as readonly unknown[]) : []), error]
}
