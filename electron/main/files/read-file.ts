import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import type { Instant } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { Log } from '../log/log.ts'
import { errorCode } from '../log/error-code.ts'
import { setFileAside } from './set-aside.ts'

export type JsonFile<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'absent' }
  /** It was no JSON of that shape. @property file the name under which it is kept, in the same folder */
  | { readonly kind: 'set-aside'; readonly file: string }

/** Rejects where the system refuses to read what is there. */
export async function readBytes(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Reads a file of ours. A corrupt one is kept under another name, so that nothing is lost and nobody trips over it again. */
export async function readJsonFile<T>(
  file: string,
  schema: z.ZodType<T>,
  { now, log }: { readonly now: () => Instant; readonly log: Log }
): Promise<JsonFile<T>> {
  const bytes = await readBytes(file)
  if (bytes === undefined) return { kind: 'absent' }
  const parsed = schema.safeParse(parseJson(bytes.toString('utf8')))
  if (parsed.success) return { kind: 'read', value: parsed.data }
  const aside = await setFileAside(file, 'corrupt', now())
  log.warn('corrupt-file-set-aside', { file: aside })
  return { kind: 'set-aside', file: aside }
}
