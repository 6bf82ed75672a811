import { expect, test } from 'vitest'
import { createTypingTime } from '../../simulation/device/typing-time.ts'

const never = { wait: () => Promise.withResolvers<void>().promise }

test('what waits when somebody stops typing does not wait in the next typing', async () => {
  const time = createTypingTime(never)
  time.begin()
  time.pass(5_000)
  void time.timers.wait(250, new AbortController().signal)
  expect(time.isWaited(250)).toBe(true)
  time.end()
  time.begin()
  expect(time.isWaited(250)).toBe(false)
})
