import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { webFolder } from './build-web.ts'
import { projectRoot } from './project.ts'
import { createServerManifest, type ProjectLock, type ProjectManifest } from './server-manifest.ts'

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8'))

/** `coachdesk-server-<version>`: the folder that an operator unpacks. */
export const serverPackageName = (): string =>
  `coachdesk-server-${(readJson('package.json') as ProjectManifest).version}`

/** npm itself refuses an older Node then, in a sentence. */
const npmSettings = 'engine-strict=true\n'

/**
 * Lays all that a server runs from into a folder: its code, the built web edition, what is to be installed, and the files to host it with.
 * Node runs TypeScript as it is, so there is nothing to build but the pages of the browser.
 * @param folder is emptied first
 */
export const layServerPackage = (folder: string): void => {
  const { manifest, lock } = createServerManifest(
    readJson('package.json') as ProjectManifest,
    readJson('package-lock.json') as ProjectLock
  )
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text)
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`)
  write('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
  write('.npmrc', npmSettings)
  const copy = (from: string, to: string): void =>
    cpSync(from, path.join(folder, to), { recursive: true, filter: file => !file.endsWith('.md') || file === from })
  for (const part of ['domain', 'sync-server']) copy(path.join(projectRoot, part), part)
  copy(webFolder, 'out/web')
  copy(path.join(projectRoot, 'docs/self-hosting.md'), 'README.md')
}
