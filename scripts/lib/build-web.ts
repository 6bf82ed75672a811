import path from 'node:path'
import { type Build, buildWhenChanged } from './build-when-changed.ts'
import { findTool, projectRoot } from './project.ts'

export const webFolder = path.join(projectRoot, 'out/web')

/** Builds the web edition into out/web, unless what is there was built from the same sources. */
export const buildWeb = (): Promise<Build> =>
  buildWhenChanged({
    inputs: [
      'renderer/**',
      'domain/**',
      'electron/**/*.ts',
      'vite.config.ts',
      'scripts/lib/compress-files.ts',
      'scripts/lib/lighter-packages.ts',
      'scripts/lib/web-chunks.ts',
      'tsconfig.json',
      'package-lock.json'
    ],
    outputs: ['out/web/index.html', 'out/web/sw.js.br'],
    stampFile: 'out/web.hash',
    tool: findTool('vite', 'vite'),
    args: ['build', '--config', 'vite.config.ts', '--logLevel', 'warn']
  })
