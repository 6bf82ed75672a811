import { isBuiltin } from 'node:module'
import path from 'node:path'
import { type Bundle, codeFilesOf, parseFile, textOf } from '../support/bundle.ts'
import {
  childOf,
  childrenOf,
  findImports,
  findMethodCalls,
  findNodes,
  nameOf,
  type SyntaxNode,
  valueOf
} from '../support/syntax.ts'
import { type Check, demand } from './check.ts'

/** Modules of Node that run programs or code, or open the process to others. */
const dangerous = new Set(['child_process', 'vm', 'worker_threads', 'cluster', 'inspector', 'repl', 'v8'])
/**
 * electron-updater starts the installer of a newer version. It is a file of its own that is loaded when updates are switched
 * on, and not before.
 */
const updaterChunk = 'out/main/load-updater.js'

const plainName = (from: string): string => from.replace(/^node:/, '')

const noPrograms: Check = {
  name: 'the main process starts no programs and no workers; the updater, which does, is loaded lazily',
  find(bundle) {
    return codeFilesOf(bundle, 'out/main').flatMap(file => {
      const imports = findImports(parseFile(bundle, file).program)
      const early = imports.filter(({ isLazy, from }) => !isLazy && resolveFrom(file, from) === updaterChunk)
      const allowed = file === updaterChunk ? ['child_process'] : []
      return [
        ...imports
          .map(({ from }) => plainName(from))
          .filter(name => dangerous.has(name) && !allowed.includes(name))
          .map(name => `${file} loads ${name}`),
        ...early.map(() => `${file} loads the updater at the start`)
      ]
    })
  }
}

const resolveFrom = (file: string, from: string): string => path.posix.join(path.posix.dirname(file), from)

const bundled: Check = {
  name: "the main process loads nothing but its own files, Node's modules and electron",
  find: bundle =>
    codeFilesOf(bundle, 'out/main').flatMap(file =>
      findImports(parseFile(bundle, file).program)
        .filter(({ from }) => from !== 'electron' && !isBuiltin(from) && !isShipped(bundle, resolveFrom(file, from)))
        .map(({ from }) => `${file} loads ${from}`)
    )
}

const isShipped = (bundle: Bundle, file: string): boolean => bundle.files.includes(file)

/** Constant texts that libraries probe their surroundings with; they do nothing. */
const harmlessTexts = new Set<unknown>(['', 'return this'])

/** `new Function(...)`, `Function(...)`, `eval(...)`, with anything but a harmless constant. */
function findCodeFromText(program: SyntaxNode): readonly SyntaxNode[] {
  const made = findNodes(program, 'NewExpression').filter(node => nameOf(childOf(node, 'callee')) === 'Function')
  const called = findNodes(program, 'CallExpression').filter(node =>
    ['eval', 'Function'].includes(nameOf(childOf(node, 'callee')) ?? '')
  )
  return [...made, ...called].filter(node => {
    const given = childrenOf(node, 'arguments')
    return given.length !== 1 || !harmlessTexts.has(valueOf(given[0]))
  })
}

const noEval: Check = {
  name: 'no code is made from text, in the main process, the preload or the page',
  find: bundle =>
    (['out/main', 'out/preload', 'out/renderer'] as const).flatMap(folder => {
      const codes = codeFilesOf(bundle, folder).map(file => parseFile(bundle, file))
      // zod would compile its schemas; it is told not to.
      const isInterpreting = codes.some(({ text }) => /\bjitless:\s*(?:true|!0)/.test(text))
      return codes.flatMap(({ file, program }) => [
        ...findCodeFromText(program).map(node => `${file} makes code from text at ${node.start}`),
        ...findNodes(program, 'VariableDeclarator')
          .filter(node => nameOf(childOf(node, 'init')) === 'Function' && !isInterpreting)
          .map(node => `${file} has another name for Function at ${node.start}, and zod is not told to interpret`)
      ])
    })
}

const noFileAddress: Check = {
  name: 'no page comes from file://, and nothing is shipped for development alone',
  find: bundle =>
    [...codeFilesOf(bundle, 'out/main'), ...codeFilesOf(bundle, 'out/renderer')].flatMap(file => {
      const text = textOf(bundle, file)
      return [
        ...demand(file === updaterChunk || !/['"`]file:\/\//.test(text), `${file} has an address of file://`),
        ...demand(!text.includes('sourceMappingURL='), `${file} points to a source map`),
        // F18: it adds a frame of a public site.
        ...demand(!text.includes('dev-mode-iframe'), `${file} holds RxDB's dev-mode`)
      ]
    })
}

const sealedSecrets: Check = {
  name: "secrets are sealed and opened by the system's key store alone",
  find(bundle) {
    const programs = codeFilesOf(bundle, 'out/main').map(file => parseFile(bundle, file).program)
    const count = (name: string): number => programs.flatMap(program => findMethodCalls(program, name)).length
    return [
      ...demand(count('encryptStringAsync') + count('encryptString') > 0, 'nothing is sealed'),
      ...demand(count('decryptStringAsync') + count('decryptString') > 0, 'nothing is opened'),
      ...demand(count('setUsePlainTextEncryption') === 0, 'sealing with a key that everybody knows is switched on'),
      ...demand(count('isEncryptionAvailable') > 0, 'nobody asks whether there is a key store')
    ]
  }
}

const durableStorage: Check = {
  name: 'IndexedDB runs on the engine that survives a full disk',
  find(bundle) {
    const main = textOf(bundle, 'out/main/index.js')
    return [
      ...demand(main.includes('IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'), 'the feature is not named'),
      ...demand(/\benable-features\b/.test(main), 'no feature is switched on')
    ]
  }
}

export const codeChecks: readonly Check[] = [noPrograms, bundled, noEval, noFileAddress, sealedSecrets, durableStorage]
