import { rm, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { accountCommandSchema, type CommandResult } from '../accounts/account-commands.ts'
import { clockCommandSchema } from '../clock/clock-commands.ts'
import { badRequest, HttpError, sendHttpError, toHttpError } from '../http/couch-answer.ts'
import { readJson } from '../http/read-json.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { seal, sealKeyLength, unseal } from './sealed-message.ts'
import { writeWhole } from './write-whole.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** Where a running server can be reached by the account command: loopback, with a key that only this user can read. */
const channelSchema = z.object({ port: z.int(), key: z.string() })
const commandSchema = z.union([accountCommandSchema, clockCommandSchema])
type AdminCommand = z.infer<typeof commandSchema>

const envelopeSchema = z.object({ sealed: z.string() })
const resultSchema = z.object({ ok: z.boolean(), lines: z.array(z.string()) })

const maxBodyBytes = 16_384
/** A command hashes a password at most. */
const answerPatienceMs = minuteMs

/** What an operator reads whose command could not be carried out. */
export const storageFailed = [
  'The command was not carried out: the data cannot be stored at the moment. The disk may be full or broken.',
  'Make room and try again. In case it was stored all the same, "list" shows it.'
]

export interface AdminChannel {
  stop(): Promise<void>
}

type RandomBytes = (length: number) => Uint8Array

/**
 * Takes an operator's commands while the server holds the data folder (LevelDB belongs to one process). It listens on a loopback
 * port of its own, not on the public one. The key lies in the data folder and is never sent: commands and answers are
 * sealed with it. So another program that listens on the port after a crash learns neither the key nor a password, and
 * its answer is not believed.
 */
export async function openAdminChannel(
  file: string,
  randomBytes: RandomBytes,
  run: (command: AdminCommand) => Promise<CommandResult>
): Promise<AdminChannel> {
  const key = randomBytes(sealKeyLength)

  async function answer(req: IncomingMessage): Promise<CommandResult> {
    if (req.method !== 'POST') throw new HttpError(405, 'method_not_allowed', 'Only POST allowed', { allow: 'POST' })
    const envelope = envelopeSchema.safeParse(await readJson(req, { limit: maxBodyBytes }))
    if (!envelope.success) throw badRequest('a sealed command is expected')
    const opened = unseal(key, 'command', envelope.data.sealed)
    if (opened === undefined) throw new HttpError(401, 'unauthorized', 'not sealed with the key of this server')
    const command = commandSchema.safeParse(opened)
    if (!command.success) return { ok: false, lines: ['This command is not understood.'] }
    return run(command.data).catch((error: unknown) => {
      if (error instanceof StorageUnavailableError) return { ok: false, lines: storageFailed }
      throw error
    })
  }

  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    answer(req).then(
      result => {
        const sealed = seal(key, 'answer', result, randomBytes)
        return res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sealed }))
      },
      (error: unknown) => sendHttpError(res, toHttpError(error))
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const text = JSON.stringify({ port, key: Buffer.from(key).toString('base64url') })
  await writeWhole(file, text, { mode: 0o600, suffix: toHex(randomBytes(8)) })

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

/** Sends a command to the running server; undefined when no server of this data folder answers. */
export async function callAdminChannel(
  file: string,
  command: AdminCommand,
  randomBytes: RandomBytes
): Promise<CommandResult | undefined> {
  try {
    const { port, key: keyText } = channelSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    const key = new Uint8Array(Buffer.from(keyText, 'base64url'))
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sealed: seal(key, 'command', command, randomBytes) }),
      signal: AbortSignal.timeout(answerPatienceMs)
    })
    const { sealed } = envelopeSchema.parse(await answer.json())
    return resultSchema.parse(unseal(key, 'answer', sealed))
  } catch {
    return undefined
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
