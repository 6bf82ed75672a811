import type { LevelRange, LevelFiles } from './engine/level-files.ts'
import { databasePrefix, documentPrefix, goOn, localPrefix, rangeOfPrefix } from './engine/level-keys.ts'

/** Records read at a time. */
const pageSize = 500

type Entry = readonly [key: string, value: string]

/** Around the damage of the whole; then, where two places are damaged, around that of each database between them. */
export async function* readWhatCanBeRead(files: Pick<LevelFiles, 'list'>): AsyncIterable<readonly Entry[]> {
  if (yield* readAround(files, {})) return
  const names: string[] = []
  for await (const page of readAround(files, rangeOfPrefix(databasePrefix)))
    names.push(...page.map(([key]) => key.slice(databasePrefix.length)))
  for (const name of names)
    for (const prefix of [documentPrefix(name), localPrefix(name)]) yield* readAround(files, rangeOfPrefix(prefix))
}

/**
 * All before the first entry of a range that cannot be read, and all behind the last one. A read that fails gives nothing of what it has
 * read.
 * @returns whether all of the range could be read
 */
async function* readAround(
  files: Pick<LevelFiles, 'list'>,
  range: LevelRange
): AsyncGenerator<readonly Entry[], boolean> {
  for (const reverse of [false, true]) {
    let rest: LevelRange = { ...range, reverse }
    for (let limit = pageSize; limit >= 1; ) {
      const page: readonly Entry[] | undefined = await files.list({ ...rest, limit }).catch(() => undefined)
      if (page === undefined) {
        limit = Math.floor(limit / 2)
        continue
      }
      yield page
      const last = page.at(-1)
      if (last === undefined) return !reverse
      rest = goOn(rest, last[0])
    }
  }
  return false
}
