// npm start: the web edition, built if a source changed; the sync server with demo data; the address and who can sign in.
import { StartupError } from '../sync-server/startup/startup-error.ts'
import { buildWeb } from './lib/build-web.ts'
import { describeDemoAccounts } from './lib/describe-demo.ts'
import { findElectron } from './lib/find-electron.ts'
import { openBrowser } from './lib/open-browser.ts'
import { runUntilStopped, startLocalServer } from './lib/start-local-server.ts'

await runUntilStopped(async () => {
  console.log('Building the web edition where a source changed ...')
  const build = await buildWeb()
  if (build.kind === 'failed') throw new StartupError(['The web edition could not be built:', build.output])

  console.log('Starting the sync server ...')
  const server = await startLocalServer(process.env)
  const address = `${server.url}/app/`
  const accounts = describeDemoAccounts(server.directory)
  const shell =
    findElectron() === undefined
      ? 'The desktop runtime (Electron) is not on this machine: use the page in a browser.'
      : 'The desktop app is not part of this version yet: use the page in a browser.'
  console.log(['', `CoachDesk  ${address}`, shell].join('\n'))
  if (accounts.length > 0) console.log(['', 'Demo accounts', ...accounts].join('\n'))
  console.log('\nCtrl+C stops; what was entered stays in the data folder.')
  openBrowser(address, process.stdout.isTTY)
  return server
})
