// npm run dev [-- --web]: the sync server with demo data, and the application with hot reload: the desktop app where
// Electron can be had, else the web page.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'
import { chooseEdition } from './lib/choose-edition.ts'
import { describeDemoAccounts } from './lib/describe-demo.ts'
import { findTool, projectRoot } from './lib/project.ts'
import { runDesktopApp } from './lib/run-desktop-app.ts'
import { type RunningWork, runUntilStopped, startLocalServer } from './lib/start-local-server.ts'

/** The page from Vite, reloaded as it changes. */
const serveWebPage = async (serverUrl: string): Promise<RunningWork> => {
  // Read by vite.config.ts, which is loaded by the next line.
  process.env['COACHDESK_DEV_SERVER'] = serverUrl
  const vite = await createServer({ configFile: path.join(projectRoot, 'vite.config.ts') })
  await vite.listen()
  vite.printUrls()
  return { stop: () => vite.close() }
}

/** The desktop app from electron-vite: the page reloads as it changes, the app restarts when its main process does. */
const runDesktopPage = (program: string, serverUrl: string): RunningWork => {
  // What it leaves in out/ is no build to be tested or packed.
  rmSync(path.join(projectRoot, 'out/desktop.hash'), { force: true })
  return runDesktopApp({
    program: process.execPath,
    args: [findTool('electron-vite', 'electron-vite'), 'dev', '--watch'],
    env: { ELECTRON_EXEC_PATH: program, COACHDESK_SERVER_URL: serverUrl }
  })
}

await runUntilStopped(async () => {
  const edition = await chooseEdition(process.argv.slice(2), process.env)
  const server = await startLocalServer(process.env)
  if (edition.kind === 'web') console.log(edition.reason)
  console.log(describeDemoAccounts(server.directory).join('\n'))
  const work = edition.kind === 'desktop' ? runDesktopPage(edition.program, server.url) : await serveWebPage(server.url)
  return {
    ...work,
    async stop() {
      await work.stop()
      await server.stop()
    }
  }
})
