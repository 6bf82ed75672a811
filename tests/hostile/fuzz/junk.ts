import fc from 'fast-check'

/** Texts that break parsers, paths, keys of objects, and databases. */
export const oddTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '.',
    '..',
    '../../accounts',
    '/',
    '\\',
    '%',
    '\u0000',
    '\ud800',
    '\uffff',
    '\u202e',
    "'; drop",
    '${7*7}',
    '<script>',
    'null',
    'undefined',
    'NaN',
    '-1',
    '1e999',
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    '_design/x',
    '_local/x',
    'org.couchdb.user:x',
    'notice:x',
    '1-a',
    '9'.repeat(400)
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer({ min: 100, max: 20_000 }).map(length => 'x'.repeat(length))
)

/** Values where others belong: of the wrong kind, too large, too deep, or with names that objects have of themselves. */
export const oddValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, [], {}, [[]], [null], { a: null }),
  oddTexts,
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer({ min: 10, max: 400 }).map(nest),
  fc
    .constantFrom('__proto__', 'constructor', 'prototype')
    .map(name => JSON.parse(`{"${name}":{"polluted":true}}`) as unknown)
)

function nest(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
