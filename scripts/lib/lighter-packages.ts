import type { Plugin, UserConfig } from 'vite'
import { defaultClientConditions } from 'vite'

/**
 * Parts of packages that the web edition has no use for, which their bundles would bring along: each is replaced by code that
 * throws where it is run all the same. `tests/static/web-page.test.ts` holds the sizes that come of it.
 */
export function lighterPackages(): Plugin {
  return {
    name: 'coachdesk:lighter-packages',
    enforce: 'pre',
    config: (): UserConfig => ({
      // RxJS has a build for engines of this decade, and names it so.
      resolve: { conditions: ['es2015', ...defaultClientConditions] }
    }),
    resolveId: source => (modules.has(source) ? `\0light:${source}` : undefined),
    load: id => (id.startsWith('\0light:') ? modules.get(id.slice('\0light:'.length)) : undefined),
    transform: (code, id) =>
      /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/.test(id) ? withoutBodies(code) : undefined
  }
}

/** By the name that they are imported under. */
const modules: ReadonlyMap<string, string> = new Map([
  // The week's grid can repeat events by iCalendar rules. Slots never repeat: where an event had such a rule all the same, the grid
  // takes the throw for a rule that cannot be read.
  ['rrule', 'export class RRule { static parseString() { throw new Error("events do not repeat here") } }'],
  // RxDB gives mingo what aggregates documents. It asks for nothing but whether one matches.
  ['mingo/operators/pipeline', 'export const $project = undefined, $sort = undefined'],
  ['mingo/operators/expression', ''],
  ['mingo/operators/projection', ''],
  // The engine's own; `provideTemporal` has given it one where it has none.
  ['temporal-polyfill', 'export const { Temporal } = globalThis']
])

/** Each schema of zod could be turned into JSON Schema. None is, in a browser: what they call when they are made stays, and throws later. */
function withoutBodies(code: string): string {
  const names = [...code.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name)
  return [
    'const later = () => () => { throw new Error("no JSON Schema in the web edition") }',
    ...names.map(name => `export const ${String(name)} = later`),
    ...[...code.matchAll(/^export \{ .* \};?$/gm)].map(([line]) => line)
  ].join('\n')
}
