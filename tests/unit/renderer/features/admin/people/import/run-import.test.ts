import { expect, test } from 'vitest'
import { judgeImport, type ImportRow } from '#domain/rules/judge-import.ts'
import type { ImportedRow } from '#domain/wire/administration.ts'
import { type ImportRun, runImport, startImport } from '#renderer/features/admin/people/import/run-import.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'

const rows = Array.from({ length: 25 }, (_, n) => ({
  line: n + 2,
  row: { displayName: `Person ${n}`, phone: `+4144668${n}`, role: '', email: '' }
}))

/** A server that judges by the real rule. `faults` are what happens to the first requests, in order. */
function createServer(faults: readonly ('lost' | 'cut' | Refusal | undefined)[]) {
  const accounts: ImportRow[] = []
  let requests = 0
  function add(sent: readonly ImportRow[]): readonly ImportedRow[] {
    return judgeImport(sent, accounts, text => text).map((verdict, at) => {
      const row = sent[at]
      if (verdict.kind !== 'new' || row === undefined)
        return { state: verdict.kind === 'new' ? 'broken' : verdict.kind, faults: [] }
      accounts.push({ ...verdict.person, email: '' })
      return { state: 'added', faults: [], added: { name: row.phone, link: `link of ${row.phone}`, validUntil: 1 } }
    })
  }
  async function send(sent: readonly ImportRow[]): Promise<Outcome<readonly ImportedRow[]>> {
    const fault = faults[requests]
    requests += 1
    await Promise.resolve()
    if (fault === undefined) return { ok: true, value: add(sent) }
    // The answer is lost after the work; the work stops in the middle; nothing is done at all.
    if (fault === 'lost') add(sent)
    if (fault === 'cut') add(sent.slice(0, 4))
    return { ok: false, refusal: fault === 'lost' || fault === 'cut' ? 'unreachable' : fault }
  }
  return { accounts, send }
}

async function importAll(faults: Parameters<typeof createServer>[0]) {
  const server = createServer(faults)
  const progress: number[] = []
  const stops: (readonly [left: number, refusal: Refusal])[] = []
  let pauses = 0
  const parts = {
    send: server.send,
    async pause() {
      pauses += 1
      await Promise.resolve()
    },
    onProgress: (run: ImportRun) => progress.push(run.left.length)
  }
  let ended = await runImport(startImport(rows), parts)
  while (ended.refusal !== undefined) {
    stops.push([ended.run.left.length, ended.refusal])
    ended = await runImport(ended.run, parts)
  }
  return { ...server, run: ended.run, progress, stops, pauses }
}
const linesOf = (some: readonly { readonly line: number }[]) => some.map(({ line }) => line)

test('AC10 an import adds everybody, some at a time, with the link of each', async () => {
  const { run, progress, accounts } = await importAll([])
  expect(progress).toEqual([15, 5, 0])
  expect(linesOf(run.added)).toEqual(linesOf(rows))
  expect(run.added.every(({ row, added }) => added.link === `link of ${row.phone}`)).toBe(true)
  expect(accounts).toHaveLength(25)
})

test('AC10 where an answer was lost an import goes on, doubles nobody, and says whose links are lost', async () => {
  const { run, stops, accounts } = await importAll([undefined, 'lost', 'unreachable'])
  expect(stops).toEqual([
    [15, 'unreachable'],
    [15, 'unreachable']
  ])
  expect(accounts).toHaveLength(25)
  expect(linesOf(run.unlinked)).toEqual(linesOf(rows.slice(10, 20)))
  expect(linesOf(run.added)).toEqual(linesOf([...rows.slice(0, 10), ...rows.slice(20)]))
  expect(run.skipped).toEqual([])
})

test('AC10 where a request was carried out in part, the rest of it is added with links', async () => {
  const { run, accounts } = await importAll(['cut'])
  expect(accounts).toHaveLength(25)
  expect(linesOf(run.unlinked)).toEqual(linesOf(rows.slice(0, 4)))
  expect(linesOf(run.added)).toEqual(linesOf(rows.slice(4)))
})

test('AC10 whoever somebody else has added in the meantime is left out, and no link of theirs is missed', async () => {
  const server = createServer([])
  server.accounts.push({ ...(rows[3]?.row ?? { displayName: '', phone: '', role: '', email: '' }) })
  const { run } = await runImport(startImport(rows), {
    send: server.send,
    pause: () => Promise.resolve(),
    onProgress: () => undefined
  })
  expect(linesOf(run.skipped)).toEqual([5])
  expect(run.unlinked).toEqual([])
  expect(run.added).toHaveLength(24)
})

test('AC10 an import waits where the server asks for a pause, and stops where the password is not typed', async () => {
  const { run, stops, pauses } = await importAll([
    'too-many-attempts',
    undefined,
    'too-many-attempts',
    'password-needed'
  ])
  expect(pauses).toBe(2)
  expect(stops).toEqual([[15, 'password-needed']])
  expect(run.added).toHaveLength(25)
})
