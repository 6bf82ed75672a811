import { setImmediate } from 'node:timers/promises'

/** So many documents of a batch are looked at in one go. */
export const documentsInOneGo = 32

/** Lets everybody else's requests go on: long work calls it between its parts. */
export async function giveWay(): Promise<void> {
  await setImmediate()
}

/** The same as `items.map(work)`, with room for others between parts. Short lists are done in one go. */
export async function mapInParts<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => R
): Promise<readonly R[]> {
  const results: R[] = []
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % documentsInOneGo === 0) await giveWay()
    results.push(work(item, index))
  }
  return results
}
