import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createBodyTurns } from '#server/http/quotas/body-turns.ts'

function openTurns() {
  const turns = createBodyTurns()
  const told: string[] = []
  const enter = (account: string, name: string) => {
    const connection = new EventEmitter()
    const turn = turns.enter(account, connection)
    void turn.begin().then(outcome => told.push(`${name} ${outcome}`))
    return { ...turn, close: () => connection.emit('close') }
  }
  return { enter, told }
}

it('long bodies of one account wait for each other, and nobody else does', async () => {
  const { enter, told } = openTurns()
  const [first, second] = [enter('mallory', '1'), enter('mallory', '2')]
  enter('mallory', '3')
  enter('bob', 'bob')
  await setImmediate()
  expect(told).toEqual(['1 begun', 'bob begun'])
  first.end()
  first.end()
  await setImmediate()
  expect(told).toEqual(['1 begun', 'bob begun', '2 begun'])
  second.end()
  await setImmediate()
  expect(told.at(-1)).toBe('3 begun')
})

it('whoever goes while waiting gets no turn, and keeps none from others', async () => {
  const { enter, told } = openTurns()
  const [first, second, third] = [enter('mallory', '1'), enter('mallory', '2'), enter('mallory', '3')]
  second.close()
  await setImmediate()
  second.end()
  first.end()
  third.close()
  await setImmediate()
  expect(told).toEqual(['1 begun', '2 gone', '3 begun'])
  third.end()
  enter('mallory', '4')
  await setImmediate()
  expect(told.at(-1)).toBe('4 begun')
})
