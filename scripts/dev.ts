// npm run dev: the sync server with demo data, and the web page from Vite with hot reload.
import path from 'node:path'
import { createServer } from 'vite'
import { describeDemoAccounts } from './lib/describe-demo.ts'
import { projectRoot } from './lib/project.ts'
import { runUntilStopped, startLocalServer } from './lib/start-local-server.ts'

await runUntilStopped(async () => {
  const server = await startLocalServer(process.env)
  // Read by vite.config.ts, which is loaded by the next line.
  process.env['COACHDESK_DEV_SERVER'] = server.url
  const vite = await createServer({ configFile: path.join(projectRoot, 'vite.config.ts') })
  await vite.listen()
  vite.printUrls()
  console.log(describeDemoAccounts(server.directory).join('\n'))
  return {
    async stop() {
      await vite.close()
      await server.stop()
    }
  }
})
