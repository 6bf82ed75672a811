import path from 'node:path'
import type { Plugin, UserConfig } from 'vite'
import { defaultClientConditions } from 'vite'
import { projectRoot } from './project.ts'

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
    resolveId(source) {
      if (source.endsWith('/rx-query-mingo.js')) return matcherFile
      return modules.has(source) ? `\0light:${source}` : undefined
    },
    load: id => (id.startsWith('\0light:') ? modules.get(id.slice('\0light:'.length)) : undefined),
    transform(code, id) {
      if (/\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/.test(id)) return withoutBodies(code)
      const unused = [...unusedFunctions].find(([file]) => id.endsWith(`/react-router/dist/production/lib/${file}`))
      return unused === undefined ? undefined : withoutFunctions(code, unused[1])
    }
  }
}

/** Instead of what RxDB asks whether a document matches a query. */
const matcherFile = path.join(projectRoot, 'renderer/data/database/match-query.ts')

/** What the router does for routes with actions and fetchers, for pages that a server has rendered, and for who wants to measure it: no page has any. */
const unusedFunctions: ReadonlyMap<string, readonly string[]> = new Map([
  ['router/router.js', ['handleAction', 'fetch', 'handleFetcherAction', 'handleFetcherLoader']],
  ['router/instrumentation.js', ['getRouteInstrumentationUpdates', 'instrumentClientSideRouter']],
  ['dom/ssr/components.js', ['PrefetchPageLinks']]
])

/** Each of these functions throws where it is called all the same. @throws where there is none of that name */
function withoutFunctions(code: string, names: readonly string[]): string {
  return names.reduce((left, name) => {
    const found = new RegExp(`^(\\t*)((?:async )?function ${name})\\([^]*?^\\1}$`, 'm')
    if (!found.test(left)) throw new Error(`there is no function ${name} to leave out`)
    return left.replace(found, '$1$2() { throw new Error("left out of the web edition") }')
  }, code)
}

/** By the name that they are imported under. */
const modules: ReadonlyMap<string, string> = new Map([
  // The week's grid can repeat events by iCalendar rules. Slots never repeat: where an event had such a rule all the same, the grid
  // takes the throw for a rule that cannot be read.
  ['rrule', 'export class RRule { static parseString() { throw new Error("events do not repeat here") } }'],
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
