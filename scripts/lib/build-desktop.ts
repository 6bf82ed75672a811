import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashFiles } from './hash-files.ts'
import { findTool, projectRoot } from './project.ts'
import { runNode } from './run-node.ts'

/** All that the desktop bundles are made of. The lock file stands for the packages. */
const inputs = [
  'electron/**',
  'renderer/**',
  'domain/**',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json'
]

const outFolder = path.join(projectRoot, 'out')
const stampFile = path.join(outFolder, 'desktop.hash')
const results = ['main/index.js', 'preload/index.cjs', 'renderer/index.html'].map(file => path.join(outFolder, file))

export type DesktopBuild =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'built'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly output: string }

const readStamp = (): string | undefined =>
  [stampFile, ...results].every(file => existsSync(file)) ? readFileSync(stampFile, 'utf8') : undefined

/** Builds out/main, out/preload and out/renderer, unless what is there was built from the same sources. */
export const buildDesktop = async (): Promise<DesktopBuild> => {
  const hash = hashFiles(projectRoot, inputs)
  if (readStamp() === hash) return { kind: 'fresh' }
  rmSync(stampFile, { force: true })
  const { exitCode, output, durationMs } = await runNode(
    findTool('electron-vite', 'electron-vite'),
    ['build', '--logLevel', 'warn'],
    { output: 'keep', env: { NODE_ENV: 'production' } }
  )
  if (exitCode !== 0) return { kind: 'failed', output }
  writeFileSync(stampFile, hash)
  return { kind: 'built', durationMs }
}
