// What the app leaves in its folders, as a thief of the disk would find it.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'

/** Names and bytes of every file below a folder, in one piece of text; empty where there is no such folder. */
export const readStored = (folder: string): string => {
  const listed = listFiles(folder).map(file => `${file}\n${readFileSync(file).toString('latin1')}`)
  return listed.join('\n')
}

const listFiles = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export const findLogsFolder = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ app }) => app.getPath('logs'))
