import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashFiles } from './hash-files.ts'
import { findTool, projectRoot } from './project.ts'
import { runNode } from './run-node.ts'

/** All that the web edition is made of. The lock file stands for the packages. */
const inputs = ['renderer/**', 'domain/**', 'electron/**/*.ts', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']

export const webFolder = path.join(projectRoot, 'out/web')
const stampFile = path.join(projectRoot, 'out/web.hash')

export type WebBuild =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'built'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly output: string }

const readStamp = (): string | undefined =>
  existsSync(stampFile) && existsSync(path.join(webFolder, 'index.html')) ? readFileSync(stampFile, 'utf8') : undefined

/** Builds the web edition into out/web, unless what is there was built from the same sources. */
export const buildWeb = async (): Promise<WebBuild> => {
  const hash = hashFiles(projectRoot, inputs)
  if (readStamp() === hash) return { kind: 'fresh' }
  rmSync(stampFile, { force: true })
  const { exitCode, output, durationMs } = await runNode(
    findTool('vite', 'vite'),
    ['build', '--config', 'vite.config.ts', '--logLevel', 'warn'],
    { output: 'keep', env: { NODE_ENV: 'production' } }
  )
  if (exitCode !== 0) return { kind: 'failed', output }
  writeFileSync(stampFile, hash)
  return { kind: 'built', durationMs }
}
