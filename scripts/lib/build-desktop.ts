import { type Build, buildWhenChanged } from './build-when-changed.ts'
import { findTool } from './project.ts'

/** Builds the desktop edition's bundles into out/main, out/preload and out/renderer, unless they are up to date. */
export const buildDesktop = (): Promise<Build> =>
  buildWhenChanged({
    inputs: [
      'electron/**/*.ts',
      'renderer/**',
      'domain/**',
      'electron.vite.config.ts',
      'tsconfig.json',
      'package.json',
      'package-lock.json'
    ],
    outputs: ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'],
    stampFile: 'out/desktop.hash',
    // Needs electron's package.json only, never its binary (F20).
    tool: findTool('electron-vite', 'electron-vite'),
    args: ['build', '--logLevel', 'warn']
  })
