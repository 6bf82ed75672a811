import { type Result, succeed } from '../http/failure.ts'
import type { AdaptiveSize } from './adaptive-size.ts'

/**
 * Does one piece of work in as many requests as the network needs, in order. A part that something refuses for its size is halved
 * and sent again at once. One that got no whole answer is halved, too, and ends this attempt: somebody waits, and begins anew.
 * @param weigh what the size counts; left out: items
 */
export async function sendInParts<T, R>(
  items: readonly T[],
  size: AdaptiveSize,
  send: (part: readonly T[]) => Promise<Result<R>>,
  weigh: (item: T) => number = () => 1
): Promise<Result<readonly R[]>> {
  const answers: R[] = []
  for (let at = 0; at < items.length; ) {
    const { part, weight } = takePart(items, at, size.value, weigh)
    const sent = await send(part)
    if (sent.ok) {
      answers.push(sent.value)
      at += part.length
      // Another one that was cut by its size may be larger.
      if (weight * 2 > size.value) size.grow()
      continue
    }
    const maySendLess = size.shrink(sent.failure, weight) && part.length > 1
    if (!maySendLess || sent.failure.kind === 'incomplete') return sent
  }
  return succeed(answers)
}

/** As many as fit, and one at least. */
function takePart<T>(
  items: readonly T[],
  from: number,
  most: number,
  weigh: (item: T) => number
): { readonly part: readonly T[]; readonly weight: number } {
  let weight = 0
  let to = from
  for (; to < items.length; to += 1) {
    const more = weigh(items[to] as T)
    if (to > from && weight + more > most) break
    weight += more
  }
  return { part: items.slice(from, to), weight }
}
