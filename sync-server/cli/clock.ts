import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { CommandResult } from '../accounts/account-commands.ts'
import { callAdminChannel } from '../startup/admin-channel.ts'
import { readSettings } from '../startup/settings.ts'

/** `npm run clock`: what the running server thinks of its clock; `npm run clock -- right`: the operator says that it is right. */
async function main(): Promise<CommandResult> {
  const [word, ...more] = process.argv.slice(2)
  if ((word !== undefined && word !== 'right') || more.length > 0) {
    return { ok: false, lines: ['Usage: npm run clock, or npm run clock -- right'] }
  }
  const settings = readSettings(process.env)
  if (!settings.ok) return { ok: false, lines: settings.problems }
  const { dataFolder } = settings.settings
  const file = path.join(dataFolder, 'admin-channel.json')
  const command = { kind: word === undefined ? 'clock' : 'clock-right' } as const
  const answered = await callAdminChannel(file, command, length => new Uint8Array(randomBytes(length)))
  return answered ?? { ok: false, lines: [`No server answers for ${dataFolder}. Start it first.`] }
}

const { ok, lines } = await main()
const out = ok ? process.stdout : process.stderr
out.write(`${lines.join('\n')}\n`)
process.exitCode = ok ? 0 : 1
