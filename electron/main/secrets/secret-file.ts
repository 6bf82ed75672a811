import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { parseJson } from '#domain/parse-json.ts'
import type { SecretKind } from '#electron/contract/desktop-types.ts'
import { readBytes } from '../files/read-file.ts'
import { writeJsonFile } from '../files/write-file.ts'

/** How one secret stands on the disk. @property value of `sealed`: base64 */
const secretFileSchema = z.object({
  form: z.enum(['sealed', 'readable']),
  value: z.string()
})
export type StoredSecret = z.infer<typeof secretFileSchema>

/** The name tells neither the account nor the server. */
export function secretFileName(kind: SecretKind, accountKey: string): string {
  return `${createHash('sha256').update(`${kind}\n${accountKey}`).digest('hex')}.json`
}

/** `damaged`: something is there that is none of our files. */
export async function readSecretFile(file: string): Promise<StoredSecret | 'absent' | 'damaged'> {
  const bytes = await readBytes(file)
  if (bytes === undefined) return 'absent'
  const parsed = secretFileSchema.safeParse(parseJson(bytes.toString('utf8')))
  return parsed.success ? parsed.data : 'damaged'
}

export async function writeSecretFile(folder: string, name: string, secret: StoredSecret): Promise<void> {
  await writeJsonFile(path.join(folder, name), secret)
}

/** Whether a file's name is one of ours, as it came from `secretFileName`. */
export function isSecretFileName(name: string): boolean {
  return /^[0-9a-f]{64}\.json$/.test(name)
}
