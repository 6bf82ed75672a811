import { createLevelEngine, type LevelEngineOptions } from '#server/storage/engine/level-engine.ts'
import type { CommitPart } from '#server/storage/document-store.ts'
import type { Engine } from '#server/storage/engine/engine.ts'

const people = 8
const documentsEach = 5

/** What a booking stores, the n-th one: five documents in four databases. */
export function sessionParts(n: number, filling: string): readonly CommitPart[] {
  const doc = (kind: string) => ({ _id: `${kind}${n}`, n, filling })
  const part = (database: string, ...docs: readonly { readonly _id: string }[]) => ({ database, docs, newEdits: true })
  return [
    part('bookings', doc('b')),
    part('slots', doc('s')),
    part(`calls-c${n % people}`, doc('b'), doc('notice')),
    part(`calls-s${n % people}`, doc('b'))
  ]
}

export interface Found {
  /** Numbers of sessions of which something is there. */
  readonly sessions: ReadonlySet<number>
  readonly problems: readonly string[]
}

/** Looks through a folder that nobody has open: each session whole, counters and feeds in agreement with the documents. */
export async function inspect(folder: string, options: LevelEngineOptions = {}): Promise<Found> {
  const engine = await createLevelEngine(folder, options)
  const problems: string[] = []
  const documents = new Map<number, number>()
  for (const name of await engine.list()) problems.push(...(await inspectDatabase(engine, name, documents)))
  for (const [n, count] of documents)
    if (count !== documentsEach) problems.push(`session ${n} has ${count} of ${documentsEach} documents`)
  await engine.close()
  return { sessions: new Set(documents.keys()), problems }
}

async function inspectDatabase(
  engine: Engine,
  name: string,
  documents: Map<number, number>
): Promise<readonly string[]> {
  const problems: string[] = []
  const info = await engine.info(name)
  const all = await engine.scanById(name, {}, Number.MAX_SAFE_INTEGER)
  for (const { body } of all) documents.set(Number(body['n']), (documents.get(Number(body['n'])) ?? 0) + 1)
  const feed = await engine.scanBySeq(name, 0, Number.MAX_SAFE_INTEGER)
  if (all.length !== info?.docCount) problems.push(`${name} has ${all.length} documents and counts ${info?.docCount}`)
  if (feed.length !== all.length) problems.push(`${name}: its feed lists ${feed.length} of ${all.length} documents`)
  if ((feed.at(-1)?.seq ?? 0) !== info?.updateSeq)
    problems.push(`${name}: its feed ends at ${feed.at(-1)?.seq}, its sequence is ${info?.updateSeq}`)
  return problems
}
