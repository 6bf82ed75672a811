import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashFiles } from '../../../../scripts/lib/hash-files.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-hash-'))
  mkdirSync(path.join(folder, 'a/deep'), { recursive: true })
  writeFileSync(path.join(folder, 'a/one.ts'), 'one')
  writeFileSync(path.join(folder, 'a/deep/two.png'), Uint8Array.of(0, 255, 254))
})

afterEach(() => rmSync(folder, { recursive: true }))

const hash = () => hashFiles(folder, ['a/**', 'missing.json'])

it('stays the same while nothing changes', () => {
  const before = hash()
  writeFileSync(path.join(folder, 'elsewhere.ts'), 'no input')
  expect(hash()).toBe(before)
})

it.each<readonly [string, () => void]>([
  ['a changed file', () => writeFileSync(path.join(folder, 'a/one.ts'), 'two')],
  [
    'a changed byte that is no text',
    () => writeFileSync(path.join(folder, 'a/deep/two.png'), Uint8Array.of(0, 255, 253))
  ],
  ['a new file', () => writeFileSync(path.join(folder, 'a/three.ts'), '')],
  ['a renamed file', () => renameSync(path.join(folder, 'a/one.ts'), path.join(folder, 'a/uno.ts'))]
])('differs after %s', (_, change) => {
  const before = hash()
  change()
  expect(hash()).not.toBe(before)
})
