import path from 'node:path'
import { build, type Plugin } from 'vite'

export interface Bundle {
  /** Folder with the version's source. */
  readonly root: string
  readonly entry: string
  readonly outFile: string
}

/** Makes one file of an entry and everything that it needs, for Node; it carries no native code. */
export async function bundle({ root, entry, outFile }: Bundle): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [withoutNativeCode, withKnownParts],
    // As Node itself finds them.
    ssr: { noExternal: true, target: 'node', resolve: { mainFields: ['main'] } },
    build: {
      ssr: path.join(root, entry),
      outDir: path.dirname(outFile),
      emptyOutDir: false,
      minify: true,
      target: 'node20',
      rolldownOptions: {
        output: { format: 'es', entryFileNames: path.basename(outFile), codeSplitting: false }
      }
    }
  })
}

/** LevelDB is reached in recordings from source alone. */
const withoutNativeCode: Plugin = {
  name: 'without-native-code',
  enforce: 'pre',
  // 0.1.0 calls its first two, later versions make one of the class of the last.
  resolveId: id => (['leveldown', 'level', 'classic-level'].includes(id) ? '\0no-native-code' : undefined),
  load: id =>
    id === '\0no-native-code'
      ? [
          'const refuse = () => { throw new Error("a recorded server keeps its data in memory") }',
          'export default Object.assign(refuse, { destroy() {} })',
          'export class ClassicLevel { static repair = refuse; constructor() { refuse() } }'
        ].join('\n')
      : undefined
}

/** express-pouchdb loads its parts by names that it puts together; a bundler has to see them. */
const withKnownParts: Plugin = {
  name: 'with-known-parts',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('express-pouchdb/lib/index.js')) return undefined
    const parts = [
      'routes/db',
      'routes/all-docs',
      'routes/bulk-docs',
      'routes/revs-diff',
      'routes/documents',
      'routes/404'
    ]
    const table = parts.map(part => `'${part}': () => require('./${part}')`).join(', ')
    const call = /require\('\.\/' \+ (\w+)\)/
    if (!call.test(code)) throw new Error(`${id} loads its parts in another way now`)
    return code.replace(call, (_, name: string) => `({ ${table} })[${name}]()`)
  }
}
