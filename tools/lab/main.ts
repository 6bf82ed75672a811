// npm run lab: three real clients and a real sync server on one page, with ten recipes for what happens when they disagree.
import { pino } from 'pino'
import { createLogger } from '#server/logging/create-logger.ts'
import { StartupError } from '#server/startup/startup-error.ts'
import { buildLab } from '../../scripts/lib/build-lab.ts'
import { buildWeb } from '../../scripts/lib/build-web.ts'
import type { Build } from '../../scripts/lib/build-when-changed.ts'
import { openBrowser } from '../../scripts/lib/open-browser.ts'
import { runUntilStopped } from '../../scripts/lib/start-local-server.ts'

import { openLab } from './server/open-lab.ts'
import { readLabPort } from './server/read-lab-port.ts'

const orThrow = (name: string, build: Build): void => {
  if (build.kind === 'failed') throw new StartupError([`${name} could not be built:`, build.output])
}

await runUntilStopped(async () => {
  const port = readLabPort(process.env['COACHDESK_LAB_PORT'])
  console.log('Building the web edition and the lab where a source changed ...')
  orThrow('The web edition', await buildWeb())
  orThrow('The lab', await buildLab())
  const lab = await openLab({ port, now: () => Date.now(), logger: createLogger('error', pino.destination(2)) })
  console.log(`\nSync lab  ${lab.url}\n\nCtrl+C stops everything and removes its data.`)
  openBrowser(lab.url, process.stdout.isTTY)
  return lab
})
