/**
 * `node writer-process.ts <folder> [control]`: stores documents, local ones too, until it is killed, and says of each whether it was
 * stored. `control`: goes on with a handle that has failed.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { systemStarts } from '../../support/start-source.ts'

const [folder = '', control] = process.argv.slice(2)
const writers = 8
const databaseNames = ['slots', 'bookings', 'calls-u1', 'calls-u2']
/** So long after a failure, ms, that a writer is no burden to the processor. */
const pauseMs = 5
/** Nothing that LevelDB can compress. */
const makeFilling = (): string => randomBytes(500).toString('base64')

const databases = await createLevelDatabases(folder, systemStarts, {
  goesOnAfterFault: control === 'control'
})
const stores = await Promise.all(databaseNames.map(name => databases.open(name)))
let next = 0

async function write(): Promise<never> {
  for (;;) {
    const n = next
    next += 1
    const store = stores[n % stores.length]
    if (store === undefined) throw new Error('no store')
    try {
      if (n % 10 === 0) await store.writeLocal(`d${n}`, { n, filling: makeFilling() })
      else {
        const [row] = await store.write([{ _id: `d${n}`, n, filling: makeFilling() }], { newEdits: true })
        if (row === undefined || 'error' in row) throw new Error(row?.name)
      }
      process.stdout.write(`stored ${n}\n`)
    } catch {
      process.stdout.write(`failed ${n}\n`)
      await pause(pauseMs)
    }
  }
}

process.stdout.write('ready\n')
await Promise.all(Array.from({ length: writers }, write))
