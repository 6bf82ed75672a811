import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { calendarTexts } from '#renderer/i18n/en/calendar-texts.ts'
import { lateTexts } from '#renderer/i18n/en/later.ts'
import { startTexts } from '#renderer/i18n/en/start.ts'
import { pageTexts } from '#renderer/i18n/page-texts.ts'

const renderer = path.resolve(import.meta.dirname, '../../../../renderer')
/** What is there before a page is painted that comes first, with all that it imports at once. */
const frameRoots = ['main.tsx', 'app/pages.ts', 'application/open-workspace.ts']
/** With what each has of the texts. */
const firstPages: readonly (readonly [page: string, texts: Readonly<Record<string, object>>])[] = [
  ['features/today/today-page.tsx', { ...startTexts, ...pageTexts }],
  ['features/calendar/calendar-page.tsx', { ...startTexts, ...pageTexts, ...calendarTexts }]
]
/** In the desktop application all texts are there from the start. */
const isOfDesktop = (file: string): boolean =>
  /\/(?:features\/sign-in\/desktop\/.*|desktop-banners|proven-address)\.tsx$/.test(file)

/** A text that a file says; where a part of its key is made while it runs, what comes before that. */
interface Said {
  readonly file: string
  /** More than one where functions of a file use the same name for different ones. */
  readonly namespaces: readonly string[]
  readonly key: string
}

function listFiles(page: string): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [...frameRoots, page].map(file => path.join(renderer, file))
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file) || !existsSync(file)) continue
    found.add(file)
    const code = readFileSync(file, 'utf8')
    for (const [, kind = '', from = ''] of code.matchAll(/^(?:import|export)( type)?[^'"]*?'([^']+\.tsx?)'/gm)) {
      if (kind === '')
        open.push(from.startsWith('#renderer/') ? path.join(renderer, from.slice(10)) : path.resolve(file, '..', from))
    }
  }
  return found
}

function listSaid(file: string): readonly Said[] {
  const code = readFileSync(file, 'utf8')
  const names = [...code.matchAll(/const \{ t(?:: (\w+))?[^}]*\} = useTranslation\('(\w+)'/g)]
  const namespacesByName = Map.groupBy(names, ([, name = 't']) => name)
  return [...namespacesByName].flatMap(([name, uses]) => {
    const namespaces = uses.map(([, , namespace = '']) => namespace)
    const keys = [...code.matchAll(new RegExp(`\\b${name}\\((?:[^'\`)]*\\? )?['\`]([\\w.-]+)`, 'g'))]
    return keys.map(([, key = '']) => ({ file, namespaces, key }))
  })
}

const isLate = (namespace: string): boolean => namespace in lateTexts

/** Whether some text has this key, or one that begins with it. */
function holds(texts: object, key: string): boolean {
  const [first = '', ...rest] = key.split('.')
  const value = (texts as Readonly<Record<string, unknown>>)[first]
  if (rest.length > 0) return typeof value === 'object' && value !== null && holds(value, rest.join('.'))
  return Object.keys(texts).some(name => name.startsWith(first))
}

test.each(firstPages)('%s says nothing that comes late, wherever it is painted first', (page, first) => {
  const files = listFiles(page)
  const said = [...files].flatMap(listSaid)
  expect(files.size).toBeGreaterThan(200)
  expect(said.length).toBeGreaterThan(100)
  const isThere = ({ file, namespaces, key }: Said) =>
    isOfDesktop(file) || namespaces.some(namespace => holds(first[namespace] ?? {}, key))
  const missing = said.filter(({ namespaces }) => namespaces.some(isLate)).filter(one => !isThere(one))
  expect(missing.map(({ file, namespaces, key }) => [path.relative(renderer, file), ...namespaces, key])).toEqual([])
})

test('every namespace is there in the end', async () => {
  const { en } = await import('#renderer/i18n/en/index.ts')
  expect(new Set(Object.keys({ ...startTexts, ...pageTexts, ...lateTexts }))).toEqual(new Set(Object.keys(en)))
})
