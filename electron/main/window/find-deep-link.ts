import type { DeepLink } from '#electron/contract/desktop-types.ts'
import { parseDeepLink } from './parse-deep-link.ts'

/** The first argument of a command line that is a link of ours; on Windows and Linux links arrive that way. */
export function findDeepLink(argv: readonly string[]): DeepLink | undefined {
  for (const argument of argv) {
    const link = parseDeepLink(argument)
    if (link !== undefined) return link
  }
  return undefined
}
