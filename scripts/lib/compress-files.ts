import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Pictures and fonts are compressed already. */
const compressible = '**/*.{js,css,html,svg,webmanifest}'
/** Below this a response is one packet with or without compression, bytes. */
const leastSize = 1024

/** Writes `<file>.br` and `<file>.gz` beside each text file of a folder that is worth it, as small as they get. */
export function compressFiles(folder: string): void {
  for (const name of globSync(compressible, { cwd: folder })) {
    const file = path.join(folder, name)
    const content = readFileSync(file, 'utf8')
    if (content.length < leastSize) continue
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT
    }
    writeFileSync(`${file}.br`, new Uint8Array(brotliCompressSync(content, { params })))
    writeFileSync(`${file}.gz`, new Uint8Array(gzipSync(content, { level: constants.Z_BEST_COMPRESSION })))
  }
}

/** At the very end of a build: the service worker is written after everything else. */
export function compressBuild(): Plugin {
  let folder = ''
  return {
    name: 'coachdesk:compress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: () => compressFiles(folder)
    }
  }
}
