import path from 'node:path'
import { type Build, buildWhenChanged } from './build-when-changed.ts'
import { findTool, projectRoot } from './project.ts'

export const labFolder = path.join(projectRoot, 'out/lab')

/** Builds the pages of `npm run lab` into out/lab, unless what is there was built from the same sources. */
export const buildLab = (): Promise<Build> =>
  buildWhenChanged({
    inputs: ['tools/lab/**', 'renderer/**', 'domain/**', 'tsconfig.json', 'package-lock.json'],
    outputs: ['out/lab/index.html', 'out/lab/enter.html'],
    stampFile: 'out/lab.hash',
    tool: findTool('vite', 'vite'),
    args: ['build', '--config', 'tools/lab/vite.config.ts', '--logLevel', 'warn']
  })
