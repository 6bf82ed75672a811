import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from './write-whole.ts'

const materialLength = 32

/**
 * The key that signs tokens. Beside the secret lies its material, which is new each time that the folder is put back from a copy:
 * tokens of the time that was lost open nothing any more. A folder of version 0.1.0 has none; there the secret itself signs.
 */
export async function readTokenKey(folder: string, secret: string): Promise<string> {
  const material = await readMaterial(folder)
  return material === undefined ? secret : createHmac('sha256', secret).update(material).digest('base64url')
}

/** Ends every sign-in: what was signed before is not genuine any more. */
export async function renewTokenMaterial(folder: string, randomBytes: (length: number) => Uint8Array): Promise<void> {
  const material = Buffer.from(randomBytes(materialLength)).toString('base64url')
  const suffix = Buffer.from(randomBytes(8)).toString('hex')
  await writeWhole(fileIn(folder), `${material}\n`, { mode: 0o600, suffix })
}

async function readMaterial(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(fileIn(folder), 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'token-material')
}
