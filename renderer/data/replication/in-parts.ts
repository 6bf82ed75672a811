import { type Result, succeed } from '../http/failure.ts'
import type { AdaptiveSize } from './adaptive-size.ts'

/**
 * Does one piece of work in as many requests as the network needs, in order. A part that something refuses for its size is halved
 * and sent again at once. One that got no whole answer is halved, too, and ends this attempt: somebody waits, and begins anew.
 */
export async function sendInParts<T, R>(
  items: readonly T[],
  size: AdaptiveSize,
  send: (part: readonly T[]) => Promise<Result<R>>
): Promise<Result<readonly R[]>> {
  const answers: R[] = []
  for (let at = 0; at < items.length; ) {
    const part = items.slice(at, at + size.value)
    const sent = await send(part)
    if (sent.ok) {
      answers.push(sent.value)
      at += part.length
    } else if (!size.shrink(sent.failure, part.length) || sent.failure.kind === 'incomplete') {
      return sent
    }
  }
  return succeed(answers)
}
