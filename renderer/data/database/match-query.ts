/** A Mango selector, as RxDB normalizes it. */
type Selector = Readonly<Record<string, unknown>>
type Test = (document: object) => boolean

/**
 * What RxDB asks whether a stored document matches a query, for the web edition: the few operators that this application and RxDB's own
 * queries have (`tests/unit/renderer/data/database/match-query.test.ts` compares it with the library that it stands for). The build puts
 * it in that one's place. @throws for any other operator
 */
export function getMingoQuery(selector: Selector): { readonly test: Test } {
  return { test: toTest(selector) }
}

function toTest(selector: Selector): Test {
  const tests = Object.entries(selector).map(([name, wanted]) => toPart(name, wanted))
  return document => tests.every(test => test(document))
}

function toPart(name: string, wanted: unknown): Test {
  if (!name.startsWith('$')) {
    const path = name.split('.')
    const test = toValueTest(wanted)
    return document => test(read(document, path))
  }
  const parts = (wanted as readonly Selector[]).map(toTest)
  if (name === '$or') return document => parts.some(test => test(document))
  if (name === '$and') return document => parts.every(test => test(document))
  throw new Error(`the web edition has no queries with ${name}`)
}

function toValueTest(wanted: unknown): (value: unknown) => boolean {
  if (!isPlain(wanted)) return value => isEqual(value, wanted)
  const tests = Object.entries(wanted).map(([operator, bound]) => toComparison(operator, bound))
  return value => tests.every(test => test(value))
}

function toComparison(operator: string, bound: unknown): (value: unknown) => boolean {
  const compare = comparisons.get(operator)
  if (compare === undefined) throw new Error(`the web edition has no queries with ${operator}`)
  return value => compare(value, bound)
}

const comparisons: ReadonlyMap<string, (value: unknown, bound: unknown) => boolean> = new Map([
  ['$eq', isEqual],
  ['$gt', (value, bound) => compare(value, bound) > 0],
  ['$gte', (value, bound) => compare(value, bound) >= 0],
  ['$lt', (value, bound) => compare(value, bound) < 0],
  ['$lte', (value, bound) => compare(value, bound) <= 0]
] as const)

/** What is not there equals null. */
function isEqual(value: unknown, wanted: unknown): boolean {
  return (value ?? null) === (wanted ?? null)
}

/** Texts are compared with texts alone, numbers with numbers; NaN for anything else, which is neither above nor below. */
function compare(value: unknown, bound: unknown): number {
  if (typeof value === 'number' && typeof bound === 'number') return value - bound
  if (typeof value !== 'string' || typeof bound !== 'string') return Number.NaN
  if (value === bound) return 0
  return value < bound ? -1 : 1
}

function isPlain(value: unknown): value is Selector {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function read(document: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Selector)[name] : undefined),
    document
  )
}
