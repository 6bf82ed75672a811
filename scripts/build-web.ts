// npm run build:web: the web edition into out/web, again only when a source changed.
import { buildWeb } from './lib/build-web.ts'
import { reportBuild } from './lib/build-when-changed.ts'

reportBuild('out/web', await buildWeb())
