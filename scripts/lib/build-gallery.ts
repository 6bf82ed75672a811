import path from 'node:path'
import { type Build, buildWhenChanged } from './build-when-changed.ts'
import { findTool, projectRoot } from './project.ts'

export const galleryFolder = path.join(projectRoot, 'out/gallery')
const config = 'tests/e2e/support/tour/gallery.vite.config.ts'

/** Builds the application with sample data (renderer/dev) into out/gallery, unless what is there was built from the same sources. */
export const buildGallery = (): Promise<Build> =>
  buildWhenChanged({
    inputs: ['renderer/**', 'domain/**', config, 'tsconfig.json', 'package-lock.json'],
    outputs: ['out/gallery/dev/gallery.html'],
    stampFile: 'out/gallery.hash',
    tool: findTool('vite', 'vite'),
    args: ['build', '--config', config, '--logLevel', 'warn']
  })
