import { once } from 'node:events'
import { connect } from 'node:net'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { defaultQuotas } from '#server/http/quotas/quotas.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { bearer, createClient } from '../../support/http-client.ts'
import { startTestServer } from '../../support/test-server.ts'
import type { Left, Newcomer, QuotaStage, Told } from './quota-row.ts'

/** Buckets are as large as they are, and do not fill again while a row is driven. */
const neverMore = 1e-9

/** One server for all rows, with the quotas of every server, on storage in memory. */
export async function openQuotaStage(): Promise<QuotaStage> {
  const { requests, documents } = defaultQuotas
  const test = await startTestServer({
    createBookingsEngine,
    openDatabases: (_folder, starts) => Promise.resolve(createMemoryDatabases(starts)),
    quotas: {
      ...defaultQuotas,
      requests: { ...requests, perSecond: neverMore },
      documents: { ...documents, perSecond: neverMore }
    },
    // Whoever asks has an address of one's own here.
    settings: { transport: { kind: 'tls-proxy', trust: 'loopback' } }
  })
  let people = 0
  return {
    test,
    async newcomer(): Promise<Newcomer> {
      people += 1
      const name = `newcomer${people}`
      await test.addAccount(name, 'student')
      const { token, userId } = await test.signIn(name)
      const ask = createClient(test.url, bearer(token))
      return {
        name,
        token,
        userId,
        async ask(method, path, body) {
          const { status, json, headers } = await ask(method, path, body)
          const reason = json['reason']
          return { status, reason, retryAfter: headers.get('retry-after'), connection: headers.get('connection') }
        },
        leave: head => leave(test.url, `${head}\r\nauthorization: Bearer ${token}`)
      }
    }
  }
}

/** @param head request line and header fields, without the empty line */
export async function leave(url: string, head: string): Promise<Left> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  let text = ''
  socket.on('data', chunk => {
    text += chunk.toString('latin1')
  })
  await once(socket, 'connect')
  socket.write(`${head}\r\nhost: x\r\n\r\n`)
  return {
    async heard(): Promise<Told> {
      while (!text.includes('\r\n\r\n') && !socket.closed) {
        await Promise.race([once(socket, 'data'), once(socket, 'close')])
      }
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0)
      return { status, connection: /^connection: (.*)$/im.exec(text)?.[1]?.trim() ?? null }
    },
    get isCut() {
      return socket.closed
    },
    end: () => void socket.destroy()
  }
}
