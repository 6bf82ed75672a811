/** One rendered size of an icon. */
export interface IconImage {
  /** Width and height, pixels. */
  readonly size: number
  readonly png: Uint8Array
}

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/**
 * Windows' ICO with PNG payloads (Vista and later): a header of 6 bytes, a directory of 16 bytes per image, the images.
 * @param images at most 256 px each, for the directory has one byte for it
 */
export const createIco = (images: readonly IconImage[]): Uint8Array => {
  const head = new DataView(new ArrayBuffer(6 + 16 * images.length))
  head.setUint16(2, 1, true)
  head.setUint16(4, images.length, true)
  let offset = head.byteLength
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index
    // 0 stands for 256.
    head.setUint8(entry, size % 256)
    head.setUint8(entry + 1, size % 256)
    head.setUint16(entry + 4, 1, true)
    head.setUint16(entry + 6, 32, true)
    head.setUint32(entry + 8, png.length, true)
    head.setUint32(entry + 12, offset, true)
    offset += png.length
  }
  return concat([new Uint8Array(head.buffer), ...images.map(({ png }) => png)])
}

/** Apple's codes for the sizes that carry PNG: plain, and those that stand for half the size on a dense screen. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10']
}

const createChunk = (type: string, data: Uint8Array): Uint8Array => {
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, data.length + 8)
  return concat([new TextEncoder().encode(type), new Uint8Array(length.buffer), data])
}

/**
 * Apple's ICNS: chunks of a four-letter code, a big-endian length that counts its own head, and a PNG.
 * @throws for a size that the format has no code for
 */
export const createIcns = (images: readonly IconImage[]): Uint8Array => {
  const chunks = images.flatMap(({ size, png }) => {
    const types = icnsTypes[size]
    if (types === undefined) throw new Error(`an ICNS has no image of ${size} px`)
    return types.map(type => createChunk(type, png))
  })
  return createChunk('icns', concat(chunks))
}
