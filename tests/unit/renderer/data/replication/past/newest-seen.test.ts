import { expect, it } from 'vitest'
import { fail, succeed } from '#renderer/data/http/failure.ts'
import { createNewestSeen } from '#renderer/data/replication/past/newest-seen.ts'

function create(isSame: boolean | 'offline' = true, loaded?: string | number) {
  const asked: unknown[] = []
  const stored: unknown[] = []
  const seen = createNewestSeen({
    async isSamePast(since) {
      asked.push(since)
      return isSame === 'offline' ? fail({ kind: 'offline', detail: '' }) : succeed(isSame)
    },
    store: async seq => void stored.push(seq)
  })
  seen.load(loaded)
  return { seen, asked, stored }
}

it('SB1 a sequence of the same start that is further on proves itself', async () => {
  const { seen, asked, stored } = create(true, '5-a')
  expect(await seen.note('7-a')).toEqual(succeed(true))
  expect({ asked, stored, value: seen.value }).toEqual({ asked: [], stored: ['7-a'], value: '7-a' })
})

it.each(['3-a', '9-b', '2-b'])('SB1 after 5-a, the server is asked before %s is taken', async next => {
  const { seen, asked } = create(true, '5-a')
  expect(await seen.note(next)).toEqual(succeed(true))
  expect(asked).toEqual(['5-a'])
  expect(seen.value).toBe(next === '9-b' ? '9-b' : '5-a')
})

it('SB1 nothing is taken from a server that was set back, nor while it cannot be asked', async () => {
  const back = create(false, '5-a')
  expect(await back.seen.note('9-b')).toEqual(succeed(false))
  expect({ stored: back.stored, value: back.seen.value }).toEqual({ stored: [], value: '5-a' })
  const offline = create('offline', '5-a')
  expect(await offline.seen.note('9-b')).toMatchObject({ ok: false })
  expect(offline.stored).toEqual([])
})

it('a bare number says nothing, and what is noted at the same time is judged one after the other', async () => {
  const { seen, asked } = create(true, 5)
  await Promise.all([seen.note('7-a'), seen.note(undefined), seen.note('6-a')])
  expect({ asked, value: seen.value }).toEqual({ asked: ['7-a'], value: '7-a' })
})
