import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { childOf, childrenOf, type Code, isNamed, nameOf, type SyntaxNode, valueOf, walk } from './syntax.ts'

/** Node's modules that a cut-out function may use, by the name that it imports. */
const provided: Readonly<Record<string, unknown>> = { default: path }

interface Declaration {
  readonly names: readonly string[]
  readonly node: SyntaxNode
}

function namesOf(statement: SyntaxNode): readonly string[] {
  const ids = [childOf(statement, 'id'), ...childrenOf(statement, 'declarations').map(each => childOf(each, 'id'))]
  return ids.flatMap(id => nameOf(id) ?? [])
}

/**
 * Runs one function of a built module, cut out together with the module-level declarations that it needs: what is judged is
 * the code that ships, not its source.
 * @param imports stand-ins for what the module imports, by exported name
 * @throws where the module has no such function
 */
export function runDeclaration(
  { program, text }: Code,
  name: string,
  args: readonly unknown[],
  imports: Readonly<Record<string, unknown>> = {}
): unknown {
  const body = childrenOf(program, 'body')
  const declarations: readonly Declaration[] = body.map(node => ({ node, names: namesOf(node) }))
  const root = declarations.find(({ names }) => names.some(found => isNamed(found, name)))
  if (root === undefined) throw new Error(`no declaration of ${name}`)

  const needed = new Set([root])
  // A set may grow while it is walked: what is added is visited too.
  for (const { node } of needed) {
    const used = new Set([...walk(node)].map(nameOf))
    for (const other of declarations) if (other.names.some(each => used.has(each))) needed.add(other)
  }
  const source = declarations
    .filter(each => needed.has(each))
    .map(({ node }) => text.slice(node.start, node.end))
    .join('\n')
  const called = root.names.find(found => isNamed(found, name)) ?? name
  const context = createContext({
    URL,
    Response,
    Uint8Array,
    decodeURIComponent,
    ...bindImports(body, { ...provided, ...imports }),
    args
  })
  return runInContext(`'use strict';${source}\n;${called}(...args)`, context, { timeout: 1_000 })
}

/** What the module calls its imports -> their stand-ins. */
function bindImports(
  body: readonly SyntaxNode[],
  imports: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  const bound: Record<string, unknown> = {}
  for (const node of body.filter(({ type }) => type === 'ImportDeclaration')) {
    for (const each of childrenOf(node, 'specifiers')) {
      const from = String(valueOf(childOf(node, 'source')))
      const exported = each.type === 'ImportSpecifier' ? nameOf(childOf(each, 'imported')) : 'default'
      const isKnown = exported !== 'default' || from === 'node:path' || from === 'path'
      const local = nameOf(childOf(each, 'local'))
      if (local !== undefined && isKnown) bound[local] = imports[exported ?? '']
    }
  }
  return bound
}
