import { createHash } from 'node:crypto'
import { z } from 'zod'
import { instantSchema } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { RecoveryMark } from '#electron/contract/desktop-types.ts'
import { joinBytes } from '../files/bytes.ts'

/** The first line of the file: the mark in plain words, and how to tell that what follows is whole. */
const headerSchema = z.object({
  format: z.literal(1),
  mark: z.object({ databaseToken: z.string(), unsynced: z.int().min(0), savedAt: instantSchema }),
  sha256: z.string()
})

export interface RecoveryFile {
  readonly mark: RecoveryMark
  /** Sealed; undefined where it is damaged. */
  readonly payload: Uint8Array | undefined
}

/** One file for both, so that one replacement changes both: a line of JSON, then the sealed bytes. */
export function encodeRecoveryFile(
  { databaseToken, unsynced, savedAt }: RecoveryMark,
  payload: Uint8Array
): Uint8Array {
  const header = { format: 1, mark: { databaseToken, unsynced, savedAt }, sha256: digest(payload) }
  return joinBytes(Buffer.from(`${JSON.stringify(header)}\n`), payload)
}

/** Undefined where the mark itself cannot be read. */
export function decodeRecoveryFile(bytes: Buffer): RecoveryFile | undefined {
  const end = bytes.indexOf(0x0a)
  if (end < 0) return undefined
  const header = headerSchema.safeParse(parseJson(bytes.toString('utf8', 0, end)))
  if (!header.success) return undefined
  const payload = new Uint8Array(bytes.subarray(end + 1))
  const isWhole = digest(payload) === header.data.sha256
  return { mark: header.data.mark, payload: isWhole ? payload : undefined }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
