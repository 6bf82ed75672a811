import { expect, it } from 'vitest'
import { classifyAnswer } from '#renderer/data/http/classify-answer.ts'
import { createClockOffset } from '#renderer/data/http/clock-offset.ts'
import { readLines } from '#renderer/data/http/read-lines.ts'

const answers = [
  [401, { error: 'unauthorized', reason: 'invalid-credentials' }, 'wrong-password'],
  [401, { error: 'unauthorized', reason: 'invalid-token' }, 'needs-sign-in'],
  [401, { error: 'unauthorized', reason: 'token-revoked' }, 'needs-sign-in'],
  [401, { error: 'unauthorized', reason: 'account-disabled' }, 'account-disabled'],
  [403, { error: 'forbidden', reason: 'wrong-password' }, 'wrong-password'],
  [403, { error: 'forbidden', reason: 'You are not allowed to access this db.' }, 'rejected'],
  [429, { error: 'too_many_requests', reason: 'too-many-attempts' }, 'too-many-attempts'],
  [400, { error: 'bad_request', reason: 'body: is malformed' }, 'rejected'],
  [500, { error: 'internal_error', reason: 'x' }, 'server-failed'],
  [502, '<html>Bad gateway</html>', 'server-failed'],
  [404, '<html>Not here</html>', 'not-a-server'],
  [413, '<html>Request Entity Too Large</html>', 'too-large'],
  [413, { message: 'Request Too Long' }, 'too-large'],
  [413, undefined, 'too-large'],
  [413, { error: 'too_large', reason: 'the request entity is too large' }, 'rejected'],
  [408, '<html>Request Timeout</html>', 'incomplete'],
  [504, '<html>Gateway Time-out</html>', 'incomplete'],
  [504, { error: 'timeout', reason: 'x' }, 'incomplete'],
  [429, '<html>Slow down</html>', 'too-many-attempts'],
  [503, { message: 'no upstream' }, 'server-failed'],
  [511, '<html>Sign in to the network</html>', 'not-a-server'],
  [401, '<html>Sign in to the proxy</html>', 'not-a-server'],
  [403, { message: 'blocked' }, 'not-a-server'],
  [401, undefined, 'not-a-server']
] as const
it('429 says how long the server wants to be left alone', () => {
  const body = { error: 'too_many_requests', reason: 'too-many-documents' }
  expect(classifyAnswer(429, body, '17')).toEqual({ kind: 'too-many-attempts', retryAfterMs: 17_000 })
  for (const header of [null, undefined, 'Wed, 21 Oct 2026 07:28:00 GMT', '-1']) {
    expect(classifyAnswer(429, body, header)).toEqual({ kind: 'too-many-attempts' })
  }
})
for (const [status, body, kind] of answers) {
  it(`NW4 ${status} with ${JSON.stringify(body)} is ${kind}`, () => {
    expect(classifyAnswer(status, body).kind).toBe(kind)
  })
}

const at = Date.UTC(2027, 2, 1, 8)

it('MG8 the clock is measured from the middle of the request', () => {
  const offset = createClockOffset()
  offset.measure(new Date(at).toUTCString(), at - 60_000 - 400, at - 60_000 + 400)
  expect(offset.value).toBe(60_500)
})

it('a clock that is right within the measurement counts as right, and a broken header as none', () => {
  const offset = createClockOffset()
  offset.measure('yesterday', at, at)
  offset.measure(null, at, at)
  expect(offset.value).toBeUndefined()
  offset.measure(new Date(at).toUTCString(), at + 900, at + 1_000)
  expect(offset.value).toBe(0)
})

it('a slow answer does not move the clock, nor does a small step', () => {
  const offset = createClockOffset(60_000)
  offset.measure(new Date(at).toUTCString(), at - 20_000, at)
  offset.measure(new Date(at + 60_900).toUTCString(), at, at)
  expect(offset.value).toBe(60_000)
  offset.measure(new Date(at + 3_600_000).toUTCString(), at, at)
  expect(offset.value).toBe(3_600_500)
})

function streamOf(chunks: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    }
  })
}

it('lines come whole, however the network cuts them', async () => {
  const lines: string[] = []
  const chunks = ['\n{"a":', '1}\n{"b"', ':2}\n\n', '{"c":3']
  for await (const line of readLines(streamOf(chunks), new AbortController().signal)) lines.push(line)
  expect(lines).toEqual(['', '{"a":1}', '{"b":2}', ''])
})

it('reading lines ends with the signal, though the stream stays open', async () => {
  const stopping = new AbortController()
  const stream = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(new TextEncoder().encode('first\n'))
  })
  const lines: string[] = []
  for await (const line of readLines(stream, stopping.signal)) {
    lines.push(line)
    stopping.abort()
  }
  expect(lines).toEqual(['first'])
})
