import { execFileSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Writes into a recording's folder what the tests unpack. The same content gives the same bytes. */
export interface Packer {
  file(name: string, content: Uint8Array | string): void
  /**
   * @param entries files and folders in it; left out: all
   * @param leftOut ends of names: those files are not taken
   */
  folder(name: string, source: string, entries?: readonly string[], leftOut?: readonly string[]): void
  /** All that was written, bytes. */
  readonly size: number
}

export function createPacker(target: string): Packer {
  let size = 0
  const write = (name: string, content: Uint8Array): void => {
    const file = path.join(target, name)
    writeFileSync(file, new Uint8Array(gzipSync(content, { level: 9 })))
    size += statSync(file).size
    console.log(`  ${name.padEnd(26)} ${Math.ceil(statSync(file).size / 1024)} kB`)
  }
  // GNU tar: names in order, no time, no owner.
  const tarFlags = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner']
  return {
    file: (name, content) =>
      write(`${name}.gz`, typeof content === 'string' ? new Uint8Array(Buffer.from(content)) : content),
    folder(name, source, entries = ['.'], leftOut = []) {
      const flags = [...tarFlags, ...leftOut.map(end => `--exclude=*${end}`)]
      const tar = execFileSync('tar', [...flags, '-cf', '-', '-C', source, ...entries], { maxBuffer: 2 ** 28 })
      write(`${name}.tar.gz`, new Uint8Array(tar))
    },
    get size() {
      return size
    }
  }
}
