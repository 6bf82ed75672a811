// One word for each thing: no two files of the product export the same name.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const exported = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm

function listExports(folder: string): readonly (readonly [name: string, file: string])[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
  return files
    .filter(file => /\.tsx?$/.test(file))
    .flatMap(file => {
      const names = readFileSync(path.join(root, folder, file), 'utf8').matchAll(exported)
      return [...names].map(([, name = '']) => [name, path.join(folder, file)] as const)
    })
}

test('no exported name exists twice', () => {
  const filesByName = new Map<string, Set<string>>()
  for (const [name, file] of ['domain', 'electron', 'renderer', 'sync-server'].flatMap(listExports)) {
    filesByName.set(name, (filesByName.get(name) ?? new Set()).add(file))
  }
  expect(filesByName.size).toBeGreaterThan(1_000)
  const twice = [...filesByName].filter(([, files]) => files.size > 1)
  expect(twice.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([])
})
