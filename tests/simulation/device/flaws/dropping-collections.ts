import {
  createReader as createSound,
  isVersioned,
  type LocalName,
  schemaOf
} from '#renderer/data/database/collections.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import { hasFlaw } from './current-flaw.ts'

export * from '#renderer/data/database/collections.ts'

/** Shows documents as they are, and writes of them what this version knows alone: what 0.1.0 does (VE1). */
export const createReader: typeof createSound = <N extends LocalName>(name: N) => {
  const sound = createSound(name)
  if (!hasFlaw('dropping') || !isVersioned(name)) return sound
  return { ...sound, apply: (_raw, _shown, next) => dropUnknown(schemaOf(name), next) }
}
