import { createLevelFiles, type OpenFiles } from '#server/storage/engine/level-files.ts'

/** LevelDB with some keys that cannot be read, as where a byte of their block is another one. They can be written. */
export function createDamagedFiles(isDamaged: (key: string) => boolean): OpenFiles {
  function expectWhole(keys: readonly string[]): void {
    const damaged = keys.find(isDamaged)
    if (damaged === undefined) return
    throw Object.assign(new Error('Corruption: bad entry in block'), { code: 'LEVEL_CORRUPTION' })
  }

  return location => {
    const files = createLevelFiles(location)
    return {
      ...files,
      async read(keys, moment) {
        expectWhole(keys)
        return files.read(keys, moment)
      },
      async list(range, moment) {
        const entries = await files.list(range, moment)
        expectWhole(entries.map(([key]) => key))
        return entries
      },
      async *walk(range, moment) {
        for await (const entry of files.walk(range, moment)) {
          expectWhole([entry[0]])
          yield entry
        }
      }
    }
  }
}
