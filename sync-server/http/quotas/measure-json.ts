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

/** Before anything is parsed or walked through: one pass over the bytes, whatever they hold. */
export function measureJson(bytes: Buffer): Extent {
  let values = 0
  let depth = 0
  let deepest = 0
  let isText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (isText) {
      if (byte === backslash) at += 1
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === comma) values += 1
    else if (byte === openArray || byte === openObject) {
      values += 1
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (byte === closeArray || byte === closeObject) depth -= 1
  }
  return { values, depth: deepest }
}
