import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { preloadParameters } from '../page/bootstrap.ts'

export type PreloadText =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly text: string }
  | { readonly kind: 'broken'; readonly error: unknown }

/** Reads and compiles a preload, as a function body: a sandboxed preload is one CommonJS file. */
export const readPreload = (file: string | undefined): PreloadText => {
  if (file === undefined) return { kind: 'none' }
  try {
    const text = readFileSync(file, 'utf8')
    vm.compileFunction(text, preloadParameters.split(', '), { filename: file })
    return { kind: 'ready', text }
  } catch (error) {
    return { kind: 'broken', error }
  }
}
