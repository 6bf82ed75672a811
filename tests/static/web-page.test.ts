/** What a browser has to fetch of the built web edition. `npm run bench -- page` measures the same in Chromium, with headers. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { webFolder } from '../../scripts/lib/build-web.ts'

const assets = path.join(webFolder, 'assets')
const page = readFileSync(path.join(webFolder, 'index.html'), 'utf8')

/** The file of a chunk. @throws where there is not exactly one */
function fileOf(chunk: string): string {
  const [file, ...others] = readdirSync(assets).filter(name => name.startsWith(`${chunk}-`) && name.endsWith('.js'))
  if (file === undefined || others.length > 0) throw new Error(`the build has not one ${chunk}: ${String(others)}`)
  return file
}

/** These scripts and all that they import before they run. */
function withImports(files: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...files]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    const code = readFileSync(path.join(assets, file), 'utf8')
    const imports = code.matchAll(/(?:^|[;}\n])(?:import|export)(?:[^"';()]*?from)?"\.\/([^"]+\.js)"/g)
    open.push(...[...imports].map(([, name]) => name ?? ''))
  }
  return found
}

/** As the server sends them, kB. */
const weigh = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, file) => {
    const compressed = statSync(path.join(assets, `${file}.br`), { throwIfNoEntry: false })
    return sum + (compressed ?? statSync(path.join(assets, file))).size / 1_000
  }, 0)

const onSignIn = withImports([...page.matchAll(/assets\/([^"]+\.js)"/g)].map(([, name]) => name ?? ''))
/** The first page of coach and student. */
const onToday = withImports([...onSignIn, fileOf('account'), fileOf('today-page')])
/** Where a link leads straight to it. */
const onCalendar = withImports([...onSignIn, fileOf('account'), fileOf('calendar-page')])

/**
 * A little above what they are, so that nobody makes them grow unseen. What is not needed before somebody opens it belongs into a
 * chunk of its own (`lazyDialog`, `lazyPart`); a limit is raised only for what the first look needs.
 */
const limitsKb = { signIn: 172, today: 349, calendar: 389 }

describe('the scripts of the web edition', () => {
  it(`of the sign-in page are at most ${limitsKb.signIn} kB`, () => {
    // Not a file that the page does not name, which would be found late.
    expect(onSignIn.size).toBeGreaterThan(1)
    expect(weigh(onSignIn)).toBeLessThan(limitsKb.signIn)
  })

  it(`up to the first page are at most ${limitsKb.today} kB`, () => {
    expect(onToday.size).toBeGreaterThan(onSignIn.size + 1)
    expect(weigh(onToday)).toBeLessThan(limitsKb.today)
  })

  it(`up to the calendar are at most ${limitsKb.calendar} kB`, () => {
    expect(onCalendar.size).toBeGreaterThan(onSignIn.size + 1)
    expect(weigh(onCalendar)).toBeLessThan(limitsKb.calendar)
  })

  it('up to the first page and up to the calendar are few: each brings its headers', () => {
    expect(onToday.size).toBeLessThanOrEqual(7)
    expect(onCalendar.size).toBeLessThanOrEqual(8)
  })

  it('up to the first page and up to the calendar hold no dialog and nothing that next to no device needs', () => {
    const chunks = [
      'slot-time-dialog',
      'copy-week-dialog',
      'sync-panel',
      'agenda-list',
      'settle-past',
      'late-parts',
      'mend-local-data',
      'migration-schema',
      'toast-list',
      'later',
      'bring-back-actions',
      'phone-library'
    ]
    // Each is a chunk, and not one of those that are fetched first.
    expect(chunks.map(fileOf).filter(file => onCalendar.has(file) || onToday.has(file))).toEqual([])
    // What the calendar alone needs.
    expect(['calendar-parts', 'calendar-page'].map(fileOf).filter(file => onToday.has(file))).toEqual([])
  })

  it('of the sign-in page hold neither local database nor router', () => {
    const code = [...onSignIn].map(file => readFileSync(path.join(assets, file), 'utf8')).join('\n')
    const rest = [...onToday].filter(file => !onSignIn.has(file))
    const later = rest.map(file => readFileSync(path.join(assets, file), 'utf8')).join('\n')
    // The last one: what computes with times must not run before an engine without Temporal was given one.
    for (const mark of ['_rxdb_internal', 'DexieError', 'HydrateFallback', 'toZonedDateTimeISO']) {
      expect([mark, code.includes(mark), later.includes(mark)]).toEqual([mark, false, true])
    }
  })

  it('up to the first page hold no replication, which begins when it is painted', () => {
    const code = [...onToday, ...onCalendar].map(file => readFileSync(path.join(assets, file), 'utf8')).join('\n')
    const replication = readFileSync(path.join(assets, fileOf('late-parts')), 'utf8')
    for (const mark of ['replicationIdentifier', '_bulk_docs']) {
      expect([mark, code.includes(mark), replication.includes(mark)]).toEqual([mark, false, true])
    }
  })
})
