import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashFiles } from './hash-files.ts'
import { projectRoot } from './project.ts'
import { runNode } from './run-node.ts'

export type Build =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'built'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly output: string }

export interface BuildStep {
  /** All that the result is made of, as patterns. The lock file stands for the packages. */
  readonly inputs: readonly string[]
  /** What must be there for the result to be whole. */
  readonly outputs: readonly string[]
  /** Remembers from which sources the result was built. */
  readonly stampFile: string
  /** The tool's JavaScript file and its arguments. */
  readonly tool: string
  readonly args: readonly string[]
}

/** Runs a build unless what is there was built from the same sources. Paths are relative to the repository. */
export const buildWhenChanged = async ({ inputs, outputs, stampFile, tool, args }: BuildStep): Promise<Build> => {
  const inRoot = (relative: string): string => path.join(projectRoot, relative)
  const stamp = inRoot(stampFile)
  const hash = hashFiles(projectRoot, inputs)
  const isWhole = [stampFile, ...outputs].every(file => existsSync(inRoot(file)))
  if (isWhole && readFileSync(stamp, 'utf8') === hash) return { kind: 'fresh' }
  rmSync(stamp, { force: true })
  const { exitCode, output, durationMs } = await runNode(tool, args, {
    output: 'keep',
    env: { NODE_ENV: 'production' }
  })
  if (exitCode !== 0) return { kind: 'failed', output }
  writeFileSync(stamp, hash)
  return { kind: 'built', durationMs }
}

/** The end of a build command: one line for the person, or the tool's own words and a failing exit code. */
export const reportBuild = (name: string, build: Build): void => {
  switch (build.kind) {
    case 'fresh':
      console.log(`${name} is up to date`)
      break
    case 'built':
      console.log(`${name} built in ${(build.durationMs / 1000).toFixed(1)} s`)
      break
    case 'failed':
      console.error(build.output)
      process.exitCode = 1
      break
  }
}
