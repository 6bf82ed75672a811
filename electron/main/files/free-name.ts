import { open } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../log/error-code.ts'

/** More files of one name than that in one second are no accident. */
const maxTries = 100

/**
 * Creates an empty file that nothing had: `<stem><ext>`, else `<stem>-2<ext>` and so on. Whoever moves or writes over it
 * destroys nothing.
 */
export async function takeFreeName(stem: string, extension: string): Promise<string> {
  for (let n = 1; n <= maxTries; n += 1) {
    const file = `${stem}${n === 1 ? '' : `-${n}`}${extension}`
    if (await createFile(file)) return file
  }
  throw new Error(`no free name beside ${path.basename(stem)}${extension}`)
}

async function createFile(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.close()
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}
