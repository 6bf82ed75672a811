import { timingSafeEqual } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { readJson } from '../http/read-json.ts'
import { type AccountCommand, accountCommandSchema, type CommandResult } from '../accounts/account-commands.ts'

/** Where a running server can be reached by the account command: loopback, with a key that only this user can read. */
const channelSchema = z.object({ port: z.int(), key: z.string() })

const maxBodyBytes = 16_384

export interface AdminChannel {
  stop(): Promise<void>
}

/**
 * Takes account commands while the server holds the data folder (LevelDB belongs to one process). It listens on a loopback
 * port of its own, not on the public one, and asks for a key that lies in the data folder.
 */
export async function openAdminChannel(
  file: string,
  randomBytes: (length: number) => Uint8Array,
  run: (command: AccountCommand) => Promise<CommandResult>
): Promise<AdminChannel> {
  const key = Buffer.from(randomBytes(32)).toString('base64url')

  async function answer(req: IncomingMessage): Promise<readonly [number, object]> {
    if (!isSame(req.headers.authorization ?? '', `Bearer ${key}`)) return [401, { lines: ['The key does not fit.'] }]
    const command = accountCommandSchema.safeParse(await readJson(req, maxBodyBytes))
    return command.success ? [200, await run(command.data)] : [400, { lines: ['This command is not understood.'] }]
  }

  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    answer(req).then(
      ([status, body]) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      () => res.writeHead(500).end()
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await rm(file, { force: true })
  await writeFile(file, JSON.stringify({ port, key }), { mode: 0o600 })

  return {
    async stop() {
      await rm(file, { force: true })
      await new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
    }
  }
}

/** Sends a command to the running server; undefined when no server answers. */
export async function callAdminChannel(file: string, command: AccountCommand): Promise<CommandResult | undefined> {
  try {
    const { port, key } = channelSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(command)
    })
    const body = z.object({ ok: z.boolean().default(false), lines: z.array(z.string()) }).parse(await answer.json())
    return body
  } catch {
    return undefined
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(new Uint8Array(a), new Uint8Array(b))
}
