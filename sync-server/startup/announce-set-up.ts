import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Tells whoever started the server how to make its first account. The link is worth an administrator's account: it stands in no log,
 * and a file of it can be read by this user alone.
 */
export async function announceSetUp(
  directory: Pick<AccountDirectory, 'onChange'>,
  url: string,
  file: string | undefined
): Promise<void> {
  const lead = 'There are no accounts yet. Within an hour, make the first one'
  if (file === undefined) {
    process.stdout.write(`${lead} at this address, which works once:\n  ${url}\n`)
    return
  }
  await writeWhole(file, `${url}\n`, { mode: 0o600, suffix: randomBytes(8).toString('hex') })
  process.stdout.write(`${lead} at the address in ${file}.\n`)
  directory.onChange(async () => rm(file, { force: true }))
}
