import { expect, it } from 'vitest'
import { createHeardWrites, type ToldWrite } from '#renderer/data/database/stamps/heard-writes.ts'

const told = (after: number, lwt: number): ToldWrite => ({ after, checkpoint: { id: `at-${lwt}`, lwt } })

it('MG15 a checkpoint follows writes that are told in their order', () => {
  const heard = createHeardWrites()
  expect(heard.hear(told(0, 10))).toEqual({ id: 'at-10', lwt: 10 })
  expect(heard.hear(told(10, 11))).toEqual({ id: 'at-11', lwt: 11 })
})

it('MG15 a checkpoint waits before a write that was not told, and goes on when it is', () => {
  const heard = createHeardWrites()
  heard.startAt(10)
  expect(heard.hear(told(11, 12))).toEqual({ id: '', lwt: 10 })
  expect(heard.hear(told(12, 13))).toEqual({ id: '', lwt: 10 })
  expect(heard.hear(told(10, 11))).toEqual({ id: 'at-13', lwt: 13 })
})

it('MG15 what is read from the storage need not be told', () => {
  const heard = createHeardWrites()
  heard.hear(told(5, 6))
  heard.startAt(9)
  expect(heard.hear(told(6, 7))).toEqual({ id: '', lwt: 9 })
  expect(heard.hear(told(9, 10))).toEqual({ id: 'at-10', lwt: 10 })
})
