// npm start [-- --web]: the sync server with demo data, and the desktop app; where Electron cannot be had, the same
// application as a web page. Bundles are built if a source changed.
import { StartupError } from '#server/startup/startup-error.ts'
import { buildDesktop } from './lib/build-desktop.ts'
import { buildWeb } from './lib/build-web.ts'
import type { Build } from './lib/build-when-changed.ts'
import { chooseEdition, type Edition } from './lib/choose-edition.ts'
import { describeDemoAccounts } from './lib/describe-demo.ts'
import { openBrowser } from './lib/open-browser.ts'
import { projectRoot } from './lib/project.ts'
import { runDesktopApp } from './lib/run-desktop-app.ts'
import { runUntilStopped, startLocalServer } from './lib/start-local-server.ts'

const build = async (name: string, run: () => Promise<Build>): Promise<void> => {
  console.log(`Building the ${name} edition where a source changed ...`)
  const built = await run()
  if (built.kind === 'failed') throw new StartupError([`The ${name} edition could not be built:`, built.output])
}

const openEdition = (edition: Edition, serverUrl: string) => {
  if (edition.kind === 'web') {
    openBrowser(`${serverUrl}/app/`, process.stdout.isTTY)
    return undefined
  }
  const env = { COACHDESK_SERVER_URL: serverUrl }
  return runDesktopApp({ program: edition.program, args: [projectRoot], env })
}

await runUntilStopped(async () => {
  const edition = await chooseEdition(process.argv.slice(2), process.env)
  await (edition.kind === 'web' ? build('web', buildWeb) : build('desktop', buildDesktop))

  console.log('Starting the sync server ...')
  const server = await startLocalServer(process.env)
  const where = edition.kind === 'web' ? `${server.url}/app/` : `desktop app, sync server at ${server.url}`
  console.log(`\nCoachDesk  ${where}`)
  if (edition.kind === 'web') console.log(edition.reason)
  const accounts = describeDemoAccounts(server.directory)
  if (accounts.length > 0) console.log(['', 'Demo accounts', ...accounts].join('\n'))
  console.log('\nCtrl+C stops; what was entered stays in the data folder.')

  const app = openEdition(edition, server.url)
  return {
    ...(app === undefined ? {} : { ended: app.ended }),
    async stop() {
      await app?.stop()
      await server.stop()
    }
  }
})
