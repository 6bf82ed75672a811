import { errorCode } from './error-code.ts'
import { redactText } from './redact.ts'

/** What of an error may be written down. */
export interface ErrorDescription {
  readonly name: string
  readonly code?: string
  /** Only where it is one of the fixed texts below. */
  readonly message?: string
  /** `at name (file.js:line:column)`: the folders above, which may name the person, are left out. */
  readonly frames?: readonly string[]
  readonly cause?: ErrorDescription
}

/** Messages that quote nobody: Chromium's network codes, and what this application's own code says without any value in it. */
const safeMessages: readonly RegExp[] = [
  /^net::ERR_[A-Z0-9_]+$/,
  /^[A-Z][A-Z0-9_]{2,60}$/,
  /^[a-z-]+:[a-z-]+ failed$/,
  /^[a-z-]+:[a-z-]+: arguments are not of the contract's shape$/,
  /^untrusted sender$/
]
const maxFrames = 20
const maxCauses = 3

/** Name, code and places of whatever was thrown, also of a fault that the page reports (`{name, frames}`). */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (typeof error !== 'object' || error === null) return { name: `thrown ${typeof error}` }
  const code = errorCode(error)
  const message = readText(error, 'message')
  const frames = readFrames(error)
  const cause = 'cause' in error && depth < maxCauses ? error.cause : undefined
  return {
    name: readName(error),
    ...(code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/i.test(code) ? { code } : {}),
    ...(message !== undefined && safeMessages.some(safe => safe.test(message)) ? { message } : {}),
    ...(frames.length > 0 ? { frames } : {}),
    ...(cause === undefined || cause === null ? {} : { cause: describeError(cause, depth + 1) })
  }
}

function readName(error: object): string {
  const name = readText(error, 'name') ?? ''
  return /^[A-Za-z][A-Za-z0-9]{0,60}$/.test(name) ? name : 'Error'
}

function readText(value: object, key: string): string | undefined {
  const text = (value as Readonly<Record<string, unknown>>)[key]
  return typeof text === 'string' ? text : undefined
}

function readFrames(error: object): readonly string[] {
  const { stack, frames } = error as { readonly stack?: unknown; readonly frames?: unknown }
  const fromPage = Array.isArray(frames) ? frames.filter(frame => typeof frame === 'string') : undefined
  const lines = fromPage ?? (typeof stack === 'string' ? stack.split('\n') : [])
  return lines.flatMap(line => readFrame(line) ?? []).slice(0, maxFrames)
}

/** The message stands in the first lines of a stack: only what ends in a place in a script is taken, without its folders. */
function readFrame(line: string): string | undefined {
  const place = /(?<file>[\w.-]{1,80}\.(?:[cm]?js|tsx?|html)):(?<line>\d{1,7}):(?<column>\d{1,7})\)?$/.exec(
    line
  )?.groups
  if (place === undefined) return undefined
  const named = /^\s*at (?:async )?(?<name>[A-Za-z_$][\w.$<>]{0,80}) \(/.exec(line)?.groups?.name
  const at = `${redactText(place.file ?? '')}:${place.line}:${place.column}`
  return named === undefined ? at : `${redactText(named)} (${at})`
}
