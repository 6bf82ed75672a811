import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import PouchDB from 'pouchdb'
import memoryAdapter from 'pouchdb-adapter-memory'
import { afterEach, describe, expect, it } from 'vitest'
import { type StockServer, send, startStockServer } from './stock-server.ts'
import { type SeenWrite, watchWrites } from './watched-adapter.ts'

PouchDB.plugin(memoryAdapter)

const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

async function start(options: object, before?: RequestHandler): Promise<StockServer> {
  const server = await startStockServer(options, before)
  cleanups.push(() => server.stop())
  return server
}

describe('what the write gate stands on', () => {
  async function startWatched(): Promise<{ readonly url: string; readonly seen: readonly SeenWrite[] }> {
    const seen: SeenWrite[] = []
    cleanups.push(watchWrites(seen))
    const { url } = await start({ mode: 'minimumForPouchDB' }, asAnna)
    await send(`${url}/slots`, 'PUT')
    return { url: `${url}/slots`, seen }
  }

  const asAnna: RequestHandler = (request, _response, next) => {
    Object.assign(request, { couchSession: { userCtx: { name: 'anna', roles: ['coach'] } } })
    next()
  }

  it('F11 every way of writing ends in _bulkDocs with the user’s context', async () => {
    const { url: database, seen } = await startWatched()
    const put = await send(`${database}/put`, 'PUT', { n: 1 })
    await send(database, 'POST', { _id: 'post' })
    await send(`${database}/_bulk_docs`, 'POST', { docs: [{ _id: 'bulk' }] })
    await send(`${database}/_bulk_docs`, 'POST', {
      new_edits: false,
      docs: [{ _id: 'pushed', _rev: '1-a', _revisions: { start: 1, ids: ['a'] } }]
    })
    await send(`${database}/put`, 'COPY', undefined, { destination: 'copy' })
    await fetch(`${database}/attached/file.txt`, {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: 'x'
    })
    await send(`${database}/put?rev=${put.body.rev}`, 'DELETE')
    const ids = seen.flatMap(write => write.ids)
    expect(ids).toEqual(expect.arrayContaining(['put', 'post', 'bulk', 'pushed', 'copy']))
    expect(ids.filter(id => id === 'put')).toHaveLength(2)
    const withoutUser = seen.filter(write => write.userCtx === undefined).flatMap(write => write.ids)
    // The attachments part forgets the user: the adapter refuses such writes, and that part is not mounted.
    expect(withoutUser).toEqual(['attached'])
    expect(
      new Set(seen.filter(write => write.userCtx !== undefined).map(write => JSON.stringify(write.userCtx)))
    ).toEqual(new Set([JSON.stringify({ name: 'anna', roles: ['coach'] })]))
    expect(seen.filter(write => write.newEdits === false).flatMap(write => write.ids)).toEqual(['pushed'])
  })

  it('F9 a document that is rewritten there is stored and pulled as rewritten', async () => {
    const { url } = await startWatched()
    const { body } = await send(`${url}/a`, 'PUT', { status: 'requested' })
    expect(body.ok).toBe(true)
    const changes = await send(`${url}/_changes?include_docs=true`, 'GET')
    expect(changes.body.results?.[0]?.doc).toMatchObject({ _id: 'a', _rev: body.rev, status: 'declined' })
  })

  it('F11 local documents do not pass there', async () => {
    const { url, seen } = await startWatched()
    const answer = await send(`${url}/_local/checkpoint`, 'PUT', { seq: 1 })
    expect(answer.status).toBe(201)
    expect(seen).toEqual([])
  })
})

describe('why express-pouchdb never stands bare', () => {
  it('F12 the smallest mode runs a stranger’s JavaScript and calls everyone an administrator', async () => {
    const server = await start({ mode: 'minimumForPouchDB' })
    expect((await send(`${server.url}/anybody`, 'PUT')).status).toBe(201)
    await send(`${server.url}/anybody/a`, 'PUT', {})
    const view = await send(`${server.url}/anybody/_temp_view`, 'POST', { map: 'function () { emit(6 * 7, null) }' })
    expect(view.body.rows?.[0]?.key).toBe(42)
    expect((await send(`${server.url}/_session`, 'GET')).body.userCtx?.roles).toContain('_admin')
    expect((await send(`${server.url}/anybody`, 'DELETE')).status).toBe(200)
  })

  it('F30 a pushed revision steals a booked slot', async () => {
    const server = await start({ mode: 'minimumForPouchDB' })
    const slots = `${server.url}/slots`
    await send(slots, 'PUT')
    const open = (await send(`${slots}/a`, 'PUT', { status: 'open' })).body.rev ?? ''
    await send(`${slots}/a`, 'PUT', { _rev: open, status: 'booked', by: 'first' })
    const ids = ['ffffffffffffffffffffffffffffffff', open.slice(2)]
    await send(`${slots}/_bulk_docs`, 'POST', {
      new_edits: false,
      docs: [{ _id: 'a', _rev: `2-${ids[0]}`, _revisions: { start: 2, ids }, status: 'booked', by: 'thief' }]
    })
    expect((await send(`${slots}/a`, 'GET')).body.by).toBe('thief')
  })

  it('F13 what a validate_doc_update function refuses, a replicating client gives up for good and calls it a success', async () => {
    const server = await start({ mode: 'fullCouchDB' })
    const slots = `${server.url}/slots`
    await send(slots, 'PUT')
    const rule = "function (doc) { if (doc.bad) throw({ forbidden: 'no' }) }"
    const design = await send(`${slots}/_design/rules`, 'PUT', { validate_doc_update: rule })
    const client = new PouchDB('f13', { adapter: 'memory' })
    cleanups.push(() => client.destroy())
    await client.put({ _id: 'a', bad: true } as object as PouchDB.Core.PutDocument<object>)
    const first = await client.replicate.to(slots)
    expect(first).toMatchObject({ ok: true, docs_written: 0, doc_write_failures: 1 })
    await send(`${slots}/_design/rules?rev=${design.body.rev}`, 'DELETE')
    const second = await client.replicate.to(slots)
    expect(second).toMatchObject({ ok: true, docs_read: 0 })
    expect((await send(`${slots}/a`, 'GET')).status).toBe(404)
  })
})

describe('requests that end the stock process', () => {
  async function startProcess(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
    const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'stock-process.ts')], {
      stdio: ['ignore', 'pipe', 'ignore']
    })
    cleanups.push(() => void child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout })
    const [url] = (await once(lines, 'line')) as [string]
    return { url, child }
  }

  it('F25 the wrong shape for _revs_diff kills it', async () => {
    const { url, child } = await startProcess()
    await send(`${url}/a`, 'PUT')
    await send(`${url}/a/x`, 'PUT', {})
    const exited = once(child, 'exit')
    await fetch(`${url}/a/_revs_diff`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"x":{"y":1}}'
    }).catch(() => undefined)
    expect((await exited)[0]).not.toBe(0)
  })

  it('F25 latest=true with a revision that it does not know kills it', async () => {
    const { url, child } = await startProcess()
    await send(`${url}/a`, 'PUT')
    await send(`${url}/a/x`, 'PUT', {})
    const exited = once(child, 'exit')
    const open = encodeURIComponent(JSON.stringify(['9-unknown']))
    await fetch(`${url}/a/x?open_revs=${open}&latest=true`).catch(() => undefined)
    expect((await exited)[0]).not.toBe(0)
  })

  it('F25 _bulk_get without documents never answers', async () => {
    const { url } = await startProcess()
    await send(`${url}/a`, 'PUT')
    const answer = fetch(`${url}/a/_bulk_get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"docs":[]}',
      signal: AbortSignal.timeout(1_000)
    })
    await expect(answer).rejects.toThrow(/timeout/i)
  })
})
