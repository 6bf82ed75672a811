import { link, rename, rm, writeFile } from 'node:fs/promises'

/** @param suffix random, so that two processes never write one partial file */
interface Options {
  readonly mode: number
  readonly suffix: string
}

/** Writes or replaces a file; never leaves half of one behind. */
export async function writeWhole(file: string, text: string, { mode, suffix }: Options): Promise<void> {
  const partial = `${file}.${suffix}.partial`
  await writeFile(partial, text, { mode, flush: true })
  await rename(partial, file)
}

/** Writes a file unless there is one by now, then it answers false. Of several processes at once one wins. */
export async function writeNew(file: string, text: string, { mode, suffix }: Options): Promise<boolean> {
  const partial = `${file}.${suffix}.partial`
  await writeFile(partial, text, { mode, flush: true })
  try {
    await link(partial, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(partial, { force: true })
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
