import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createRandom } from '../../simulation/plan/random.ts'
import { readSeed } from '../counts.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import { createLedger } from './ledger.ts'
import { look, runBurst } from './test-kills.ts'
import { prepareWorld } from './world.ts'

let server: ServerProcess
afterEach(() => server.dispose())

it('a server that comes back with older data is found out', async () => {
  server = await startServerProcess()
  const ledger = createLedger()
  const world = await prepareWorld(server, createRandom(readSeed()))
  const backup = path.join(path.dirname(server.dataFolder), 'older')
  await server.stop()
  cpSync(server.dataFolder, backup, { recursive: true })
  await server.start()
  const { accepted } = await runBurst(server, world, ledger, 30)
  rmSync(server.dataFolder, { recursive: true })
  cpSync(backup, server.dataFolder, { recursive: true })
  await server.start()

  expect(accepted).toBeGreaterThanOrEqual(30)
  expect(ledger.compare(await look(server, world))).not.toEqual([])
})
