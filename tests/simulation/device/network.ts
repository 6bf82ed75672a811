import { setTimeout as delay } from 'node:timers/promises'
import type { Weather } from '../plan/act.ts'
import type { Random } from '../plan/random.ts'
import { hourMs } from '../plan/steps.ts'
import { sendHttp } from './send-http.ts'

type Fetch = typeof globalThis.fetch

/** The network between one device and the server. */
export interface Network {
  readonly fetch: Fetch
  /** Where requests go: a server that was started again has another port. */
  target: string
  /** Requests on their way, copies that arrive late among them; the live feed does not count. */
  readonly underWay: number
  /** Whether an answer of the server has arrived since this was last set to false: one says what time it is there. */
  hasHeard: boolean
  /** Rows of the server that say `by-arrangement`, without the ids. */
  readonly arranged: readonly string[]
  setWeather(weather: Weather): void
  /** Ends all that is on its way; answers do not arrive. */
  hangUp(): void
}

/** What becomes of one request. */
type Fate = 'pass' | 'lost' | 'answer-lost' | 'twice' | 'copy-comes-late' | 'slow' | 'page' | 'answer-cut'

const flakyFates: readonly Fate[] = [
  'pass',
  'pass',
  'lost',
  'answer-lost',
  'answer-lost',
  'twice',
  'copy-comes-late',
  'slow'
]

const proxyFates: readonly Fate[] = ['pass', 'pass', 'page', 'page', 'answer-cut', 'slow']
/** A proxy takes no larger bodies, bytes. */
const proxyTakes = 1_500
/** A narrow line cuts answers after so many characters. */
const lineGives = 2_500
const pageStatuses = [200, 413, 502]

/** @param readDate what the `Date` of answers says, epoch ms; @param onQuiet called when the last request has ended */
export function createNetwork(parts: {
  readonly target: string
  readonly random: Random
  readonly readDate: () => number
  readonly onQuiet: () => void
}): Network {
  const { random, readDate } = parts
  const open = new Set<AbortController>()
  const arranged: string[] = []
  let weather: Weather = 'clear'
  let underWay = 0

  async function sendOnce(path: string, init: RequestInit): Promise<Response> {
    const cutting = new AbortController()
    open.add(cutting)
    const signal = init.signal ? AbortSignal.any([cutting.signal, init.signal]) : cutting.signal
    try {
      const answer = await sendHttp(network.target + path, init, { isStream: isFeed(path), signal, readDate })
      if (path.endsWith('/_bulk_docs')) arranged.push(...findArranged(await answer.clone().text()))
      return answer
    } finally {
      // A feed can be cut for as long as it lives.
      if (!isFeed(path)) open.delete(cutting)
    }
  }

  const chooseFate = (): Fate => {
    if (weather === 'slow') return 'slow'
    if (weather === 'proxy') return random.pick(proxyFates)
    return weather === 'flaky' ? random.pick(flakyFates) : 'pass'
  }

  /** What a proxy says in the server's place, by a clock of its own. */
  function createPage(status: number): Response {
    const date = new Date(readDate() + (random.below(49) - 24) * hourMs).toUTCString()
    return new Response('<html><body>A page.</body></html>', { status, headers: { 'content-type': 'text/html', date } })
  }

  /** As an error of the connection once the answer has begun, or as a body that is short. */
  function cutAnswer({ text, ...head }: Whole, after: number): Response {
    const cut = new TextEncoder().encode(text.slice(0, after))
    if (random.chance(0.5)) return new Response(cut, head)
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(cut)
        controller.error(new TypeError('terminated'))
      }
    })
    return new Response(body, head)
  }

  async function carry(path: string, init: RequestInit): Promise<Response> {
    const isTooLarge = typeof init.body === 'string' && init.body.length > proxyTakes
    if ((weather === 'proxy' || weather === 'narrow') && isTooLarge) return createPage(413)
    if (weather === 'narrow') {
      const answer = await sendOnce(path, init).then(readWhole)
      return answer.text.length > lineGives ? cutAnswer(answer, lineGives) : new Response(answer.text, answer)
    }
    switch (chooseFate()) {
      case 'lost':
        throw new TypeError('fetch failed')
      case 'answer-lost':
        await sendOnce(path, init)
        throw new TypeError('fetch failed')
      case 'twice':
        await sendOnce(path, init)
        return sendOnce(path, init)
      case 'copy-comes-late': {
        const answer = await sendOnce(path, init)
        const { signal: _, ...copy } = init
        void count(() => delay(10 + random.below(60)).then(() => sendOnce(path, copy))).catch(() => undefined)
        return answer
      }
      case 'page': {
        const isTaken = random.chance(0.5)
        if (isTaken) await sendOnce(path, init)
        return createPage(random.pick(pageStatuses))
      }
      case 'answer-cut': {
        const answer = await sendOnce(path, init).then(readWhole)
        return cutAnswer(answer, random.below(answer.text.length))
      }
      case 'slow':
        await delay(2 + random.below(20))
        return sendOnce(path, init)
      default:
        return sendOnce(path, init)
    }
  }

  async function count<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1
    try {
      return await work()
    } finally {
      underWay -= 1
      if (underWay === 0) parts.onQuiet()
    }
  }

  const network: Network = {
    target: parts.target,
    hasHeard: false,
    arranged,
    get underWay() {
      return underWay
    },
    async fetch(input, init = {}) {
      const url = new URL(input instanceof Request ? input.url : input)
      const path = url.pathname + url.search
      if (weather === 'cut') throw new TypeError('fetch failed')
      if (!isFeed(path)) {
        const answer = await count(() => carry(path, init))
        if (answer.headers.get('content-type')?.includes('json') === true) network.hasHeard = true
        return answer
      }
      return weather === 'proxy' && random.chance(0.5) ? createPage(200) : sendOnce(path, init)
    },
    setWeather(next) {
      weather = next
      if (next === 'cut' || next === 'proxy' || next === 'narrow') network.hangUp()
    },
    hangUp() {
      for (const controller of open) controller.abort()
      open.clear()
    }
  }
  return network
}

interface Whole {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function readWhole(answer: Response): Promise<Whole> {
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

function isFeed(path: string): boolean {
  return path.startsWith('/_db_updates')
}

function findArranged(text: string): readonly string[] {
  if (!text.includes('by-arrangement')) return []
  const rows = JSON.parse(text) as readonly Readonly<Record<string, unknown>>[]
  return rows.map(row => JSON.stringify({ ...row, id: '' })).filter(row => row.includes('by-arrangement'))
}
