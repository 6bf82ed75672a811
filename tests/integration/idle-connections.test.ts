import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type Listening, listen } from '#server/startup/listen.ts'

const sockets: Socket[] = []
let listening: Listening
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await listening.stop()
})

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(listening.url)
  const socket = connect(Number(port), hostname).on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

it('of connections on which nothing is asked, there are so many; those with a request under way stay', async () => {
  const asked = Promise.withResolvers<() => void>()
  listening = await listen(
    { host: '127.0.0.1', port: 0, transport: { kind: 'plain' } },
    (_req, res) => asked.resolve(() => void res.end('answered')),
    3
  )
  const busy = await open()
  busy.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  const answer = await asked.promise
  const [first, second, third] = [await open(), await open(), await open()]
  const closed = once(first.resume(), 'close')
  await open()
  await closed

  expect([second.destroyed, third.destroyed]).toEqual([false, false])
  const heard = once(busy, 'data')
  answer()
  expect(String(await heard)).toContain('answered')
})
