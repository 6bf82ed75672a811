import type { Databases } from '../storage/document-store.ts'
import { renewTokenMaterial } from './token-material.ts'

/**
 * Says in a data folder that it was put back from a copy: ends all sign-ins, and notes it in each database. Doing it again, also
 * after it was interrupted, does no harm.
 * @returns what was done, for the operator
 */
export async function markRestored(parts: {
  readonly dataFolder: string
  readonly databases: Databases
  readonly randomBytes: (length: number) => Uint8Array
}): Promise<readonly string[]> {
  const { dataFolder, databases, randomBytes } = parts
  const names = [...(await databases.list())].sort()
  await renewTokenMaterial(dataFolder, randomBytes)
  for (const name of names) await (await databases.open(name)).noteRestored()
  return [
    `${dataFolder} is marked as put back from a copy.`,
    '  Everybody has been signed out and signs in with the password of the time of the copy.',
    `  ${names.length} databases: devices that know of later changes compare everything and send theirs again.`,
    '  Checkpoints of other replicating programs are forgotten: they compare everything, too.',
    'Now start the server.'
  ]
}
