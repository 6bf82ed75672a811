import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import couchbackup from '@cloudant/couchbackup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Document, readAll } from '../../chaos/push.ts'
import { openPractice, type Practice } from './practice.ts'

let practice: Practice
let folder: string
beforeAll(async () => {
  practice = await openPractice()
  folder = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-backup-'))
})
afterAll(async () => {
  await practice.test.remove()
  await rm(folder, { recursive: true, force: true })
})

async function backUp(url: string, file: string, mode: 'full' | 'shallow'): Promise<readonly Document[]> {
  const target = createWriteStream(file)
  await new Promise<void>((resolve, reject) => {
    const options = { mode, ...(mode === 'full' ? { log: `${file}.log` } : {}) }
    couchbackup.backup(url, target, options, error => (error === null ? resolve() : reject(error)))
  })
  const lines = (await readFile(file, 'utf8')).split('\n').filter(line => line.startsWith('['))
  return lines.flatMap(line => JSON.parse(line) as readonly Document[])
}

const byId = (docs: readonly Document[]) =>
  docs.map(({ _revisions, ...doc }) => doc).toSorted((a, b) => (a._id < b._id ? -1 : 1))

describe('couchbackup', () => {
  it.each(['full', 'shallow'] as const)(
    '%s: backs up every database of an account, and the file holds them',
    async mode => {
      const { coach, student, callsOf, urlOf } = practice
      for (const [name, who] of [
        ['slots', student],
        ['users', student],
        [callsOf(student), student],
        [callsOf(coach), coach]
      ] as const) {
        const found = await backUp(urlOf(name, who), path.join(folder, `${mode}-${name}`), mode)
        const stored = await readAll(who.ask, name)
        expect(stored.length).toBeGreaterThan(0)
        expect([name, byId(found.filter(doc => doc['_deleted'] !== true))]).toEqual([name, byId(stored)])
      }
    }
  )

  it('backs up more documents than one page of ours holds', async () => {
    const { test, coach, urlOf } = practice
    const store = await test.server.databases.open('users')
    const docs = Array.from({ length: 4_500 }, (_, n) => ({ _id: `many-${String(n).padStart(5, '0')}`, n }))
    await store.write(docs, { newEdits: true })
    const found = await backUp(urlOf('users', coach), path.join(folder, 'many'), 'full')
    expect(found.filter(({ _id }) => _id.startsWith('many-'))).toHaveLength(docs.length)
    await store.write(
      (await store.read(docs.map(({ _id }) => _id))).flatMap(doc =>
        doc === undefined ? [] : [{ ...doc, _deleted: true }]
      ),
      { newEdits: true }
    )
  })

  it('is told that nothing can be restored over what is there, and cannot read what is not its own', async () => {
    const { coach, student, callsOf, urlOf } = practice
    const file = path.join(folder, `full-${callsOf(coach)}`)
    const restored = new Promise((resolve, reject) => {
      const source = createReadStream(file)
      couchbackup.restore(source, urlOf(callsOf(coach), coach), {}, error =>
        error === null ? resolve(0) : reject(error)
      )
    })
    await expect(restored).rejects.toMatchObject({ name: 'DatabaseNotEmpty' })
    const foreign = backUp(urlOf(callsOf(coach), student), path.join(folder, 'foreign'), 'full')
    await expect(foreign).rejects.toMatchObject({ name: 'DatabaseNotFound' })
  })
})
