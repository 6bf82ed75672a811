import { existsSync, readFileSync } from 'node:fs'
import { strict } from '../core/not-simulated.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const pngSignature = '89504e470d0a1a0a'

/** Of a PNG: width and height stand at bytes 16 and 20. */
const readSize = (bytes: Buffer): Size =>
  bytes.length > 24 && bytes.toString('hex', 0, 8) === pngSignature
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : { width: 0, height: 0 }

const createImage = (bytes: Buffer, size: Size = readSize(bytes)): object => {
  let isTemplate = false
  const image = {
    isEmpty: () => bytes.length === 0,
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    getSize: () => ({ ...size }),
    getAspectRatio: () => size.width / size.height,
    resize: (to: Partial<Size>) => createImage(bytes, { ...size, ...to }),
    addRepresentation() {},
    getScaleFactors: () => [1],
    isTemplateImage: () => isTemplate,
    setTemplateImage(value: boolean) {
      isTemplate = value
    },
    get isMacTemplateImage() {
      return isTemplate
    }
  }
  return strict('NativeImage', image)
}

/** Images are carried, not drawn: a resized one keeps its bytes. */
export const nativeImage = strict('nativeImage', {
  createEmpty: () => createImage(Buffer.alloc(0)),
  createFromPath: (file: string) => createImage(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => createImage(bytes),
  createFromDataURL: (url: string) => createImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))
})
