// npm run build:web: the web edition into out/web, again only when a source changed.
import { buildWeb } from './lib/build-web.ts'

const build = await buildWeb()
switch (build.kind) {
  case 'fresh':
    console.log('out/web is up to date')
    break
  case 'built':
    console.log(`out/web built in ${(build.durationMs / 1000).toFixed(1)} s`)
    break
  case 'failed':
    console.error(build.output)
    process.exitCode = 1
    break
}
