import { parseSync } from 'vite'

/** A node of ESTree, as far as it is known before its type is looked at. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** A module as text and as tree. */
export interface Code {
  readonly file: string
  readonly text: string
  readonly program: SyntaxNode
}

/** The newest tree of each file alone: a broken copy of a large bundle is looked at once and let go. */
const codeByFile = new Map<string, Code>()

/** The same text is parsed once in a row. */
export function parseModule(file: string, text: string): Code {
  const known = codeByFile.get(file)
  if (known?.text === text) return known
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? 'no JavaScript'}`)
  const code: Code = { file, text, program: program as unknown as SyntaxNode }
  codeByFile.set(file, code)
  return code
}

/** All nodes below and including one, in source order. */
export function* walk(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item)
    return
  }
  if (!isNode(value)) return
  yield value
  for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) yield* walk(child)
}

const nodesByType = new WeakMap<SyntaxNode, Map<string, SyntaxNode[]>>()

/** All nodes of a type; the first question about a tree indexes it. */
export function findNodes(root: SyntaxNode, type: string): readonly SyntaxNode[] {
  let index = nodesByType.get(root)
  if (index === undefined) {
    index = new Map()
    for (const node of walk(root)) {
      const same = index.get(node.type)
      if (same === undefined) index.set(node.type, [node])
      else same.push(node)
    }
    nodesByType.set(root, index)
  }
  return index.get(type) ?? []
}

export function childOf(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  const child = node?.[key]
  return isNode(child) ? child : undefined
}

export function childrenOf(node: SyntaxNode | undefined, key: string): readonly SyntaxNode[] {
  const children = node?.[key]
  return Array.isArray(children) ? children.filter(isNode) : []
}

/** The name of an identifier; undefined for anything else. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  const name = node?.type === 'Identifier' ? node['name'] : undefined
  return typeof name === 'string' ? name : undefined
}

/** What a literal stands for: also a template without holes, and `!0`, `!1`, `void 0` of minified code. */
export function valueOf(node: SyntaxNode | undefined): unknown {
  if (node?.type === 'Literal') return node['value']
  if (node?.type === 'TemplateLiteral' && childrenOf(node, 'expressions').length === 0) {
    const [quasi] = childrenOf(node, 'quasis')
    return (quasi?.['value'] as { readonly cooked?: string } | undefined)?.cooked
  }
  if (node?.type === 'UnaryExpression' && node['operator'] === '!') {
    const value = valueOf(childOf(node, 'argument'))
    return value === undefined ? undefined : value === 0 || value === false
  }
  return undefined
}

/** The properties of an object literal by name; spreads and computed names are under `...`. */
export function propertiesOf(node: SyntaxNode | undefined): ReadonlyMap<string, SyntaxNode> {
  const properties = new Map<string, SyntaxNode>()
  for (const property of childrenOf(node, 'properties')) {
    const key = childOf(property, 'key')
    const isPlain = property.type === 'Property' && property['computed'] !== true
    const name = isPlain ? (nameOf(key) ?? String(valueOf(key))) : '...'
    properties.set(name, childOf(property, 'value') ?? property)
  }
  return properties
}

/** Calls of a method: `object.name(...)`; of any object where none is given. */
export function findMethodCalls(root: SyntaxNode, name: string, object?: string): readonly SyntaxNode[] {
  return findNodes(root, 'CallExpression').filter(call => {
    const callee = childOf(call, 'callee')
    if (callee?.type !== 'MemberExpression') return false
    const property = childOf(callee, 'property')
    const method = callee['computed'] === true ? valueOf(property) : nameOf(property)
    return method === name && (object === undefined || nameOf(childOf(callee, 'object')) === object)
  })
}

/** Calls of a plain function. A bundler may have numbered the name: `load$1`. */
export function findFunctionCalls(root: SyntaxNode, name: string): readonly SyntaxNode[] {
  return findNodes(root, 'CallExpression').filter(call => isNamed(nameOf(childOf(call, 'callee')), name))
}

export const isNamed = (found: string | undefined, name: string): boolean => found?.replace(/\$\d+$/, '') === name

/** Whether a function of this name is called anywhere below a node. */
export function callsFunction(root: SyntaxNode, name: string): boolean {
  for (const node of walk(root)) {
    if (node.type === 'CallExpression' && isNamed(nameOf(childOf(node, 'callee')), name)) return true
  }
  return false
}

/** `import ... from`, `export ... from`, `import()` and `require()` with a literal name. */
export function findImports(root: SyntaxNode): readonly { readonly from: string; readonly isLazy: boolean }[] {
  const fixed = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration']
    .flatMap(type => findNodes(root, type))
    .map(node => ({ from: valueOf(childOf(node, 'source')), isLazy: false }))
  const lazy = findNodes(root, 'ImportExpression').map(node => ({
    from: valueOf(childOf(node, 'source')),
    isLazy: true
  }))
  const required = ['require', '__require'].flatMap(name =>
    findFunctionCalls(root, name).map(call => ({ from: valueOf(childrenOf(call, 'arguments')[0]), isLazy: false }))
  )
  return [...fixed, ...lazy, ...required].flatMap(({ from, isLazy }) =>
    typeof from === 'string' ? [{ from, isLazy }] : []
  )
}
