/** What is in a JSON text, as far as a look at its bytes tells. */
export interface Extent {
  /** Objects, arrays and commas: no value comes without one. */
  readonly values: number
  readonly depth: number
}

const quote = 0x22
const comma = 0x2c
const openArray = 0x5b
const backslash = 0x5c
const closeArray = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/** Counts a JSON text piece by piece, before anything is parsed: one pass over the bytes, whatever they hold. */
export interface JsonMeter {
  readonly extent: Extent
  take(bytes: Uint8Array): void
}

export function createJsonMeter(): JsonMeter {
  let values = 0
  let depth = 0
  let deepest = 0
  let isText = false
  let isEscaped = false
  return {
    get extent() {
      return { values, depth: deepest }
    },
    take(bytes) {
      // Not by an iterator: it takes four times as long.
      for (let at = 0; at < bytes.length; at += 1) {
        const byte = bytes[at]
        if (isText) {
          if (isEscaped) isEscaped = false
          else if (byte === backslash) isEscaped = true
          else if (byte === quote) isText = false
        } else if (byte === quote) isText = true
        else if (byte === comma) values += 1
        else if (byte === openArray || byte === openObject) {
          values += 1
          depth += 1
          if (depth > deepest) deepest = depth
        } else if (byte === closeArray || byte === closeObject) depth -= 1
      }
    }
  }
}
