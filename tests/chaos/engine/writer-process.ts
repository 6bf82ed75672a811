/**
 * `node writer-process.ts <folder> <first number> [early|apart]`: stores sessions until it is killed, and says of each that it was
 * stored. Controls: `early` says so before, `apart` stores each database by itself and says so after the first.
 */
import { endlessRoom } from '#server/storage/disk-room.ts'
import { createCommitter } from '#server/storage/engine/committer.ts'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { sessionParts } from './sessions.ts'

const [folder = '', first = '0', control] = process.argv.slice(2)
const writers = 8
const filling = 'x'.repeat(300)

const committer = createCommitter({
  engine: await createLevelEngine(folder),
  room: endlessRoom,
  accompany: () => Promise.resolve(undefined),
  onCommitted: () => undefined
})
let next = Number(first)

async function store(n: number): Promise<void> {
  const parts = sessionParts(n, filling)
  if (control === 'apart') {
    for (const [position, part] of parts.entries()) {
      await committer.write(part)
      if (position === 0) process.stdout.write(`stored ${n}\n`)
    }
  } else {
    const { stored } = await committer.commitTogether(parts)
    if (!stored) throw new Error(`session ${n} was not stored`)
  }
}

async function write(): Promise<never> {
  for (;;) {
    const n = next
    next += 1
    if (control === 'early') process.stdout.write(`stored ${n}\n`)
    await store(n)
    if (control === undefined) process.stdout.write(`stored ${n}\n`)
  }
}

await Promise.all(Array.from({ length: writers }, write))
