/** One rendered size of an icon. */
export interface IconImage {
  /** Width and height, pixels. */
  readonly size: number
  readonly png: Buffer
}

/**
 * Windows' ICO with PNG payloads (Vista and later): a header of 6 bytes, a directory of 16 bytes per image, the images.
 * @param images at most 256 px each, for the directory has one byte for it
 */
export const createIco = (images: readonly IconImage[]): Buffer => {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = 6 + 16 * images.length
  const directory = images.map(({ size, png }) => {
    const entry = Buffer.alloc(16)
    // 0 stands for 256.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([header, ...directory, ...images.map(({ png }) => png)])
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

const createChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(data.length + 8, 4)
  return Buffer.concat([head, data])
}

/**
 * Apple's ICNS: chunks of a four-letter code, a big-endian length that counts its own head, and a PNG.
 * @throws for a size that the format has no code for
 */
export const createIcns = (images: readonly IconImage[]): Buffer => {
  const chunks = images.flatMap(({ size, png }) => {
    const types = icnsTypes[size]
    if (types === undefined) throw new Error(`an ICNS has no image of ${size} px`)
    return types.map(type => createChunk(type, png))
  })
  return createChunk('icns', Buffer.concat(chunks))
}
