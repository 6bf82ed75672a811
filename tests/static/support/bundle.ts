import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { type Code, parseModule } from './syntax.ts'

/** What is shipped and what says how: texts of the built bundles and of the packaging's settings, in memory. */
export interface Bundle {
  /** By path from the repository, with forward slashes. */
  readonly textByFile: ReadonlyMap<string, string>
  /** All files below out/main, out/preload and out/renderer. */
  readonly files: readonly string[]
}

const folders = ['out/main', 'out/preload', 'out/renderer']
const settings = [
  'package.json',
  'electron-builder.yml',
  'node_modules/electron/package.json',
  'node_modules/electron-to-chromium/full-versions.json'
]
const textTypes = new Set(['.js', '.cjs', '.mjs', '.html', '.css', '.json', '.svg', '.yml'])

/** Reads what `npm run build:desktop` has built. */
export function readBundle(): Bundle {
  const files = folders
    .flatMap(folder => globSync(`${folder}/**/*`, { cwd: projectRoot, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => path.relative(projectRoot, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
  const texts = [...files.filter(file => textTypes.has(path.extname(file))), ...settings]
  const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8')
  return { files, textByFile: new Map(texts.map(file => [file, read(file)])) }
}

/** @throws where there is no such text, which no check can pass over */
export function textOf(bundle: Bundle, file: string): string {
  const text = bundle.textByFile.get(file)
  if (text === undefined) throw new Error(`the bundle has no ${file}`)
  return text
}

/** The bundle with one text replaced or added. */
export function withText(bundle: Bundle, file: string, text: string): Bundle {
  const files = bundle.files.includes(file) || !file.startsWith('out/') ? bundle.files : [...bundle.files, file].sort()
  return { files, textByFile: new Map([...bundle.textByFile, [file, text]]) }
}

/** Names of the code files below a folder. */
export function codeFilesOf(bundle: Bundle, folder: 'out/main' | 'out/preload' | 'out/renderer'): readonly string[] {
  return bundle.files.filter(file => file.startsWith(`${folder}/`) && /\.[cm]?js$/.test(file))
}

export function parseFile(bundle: Bundle, file: string): Code {
  return parseModule(file, textOf(bundle, file))
}

/** The main process's entry: all that is ours and all that is loaded at the start. */
export function mainOf(bundle: Bundle): Code {
  return parseFile(bundle, 'out/main/index.js')
}
