// npm run build:desktop: the desktop edition's bundles into out/, again only when a source changed.
import { buildDesktop } from './lib/build-desktop.ts'
import { reportBuild } from './lib/build-when-changed.ts'

reportBuild('out/main, out/preload and out/renderer', await buildDesktop())
