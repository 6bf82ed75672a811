import type { Network } from '../contract.ts'

/** What is under way between a device and the server. */
interface Exchange {
  /** Ends it at once, without an answer. */
  drop(): void
}

/** The network of one device. Knows nothing of sockets: it says when something may pass, and drops what is under way. */
export interface NetworkSwitch {
  readonly network: Network
  /** From `cut` nothing is revived: what was under way is gone. */
  set(next: Network): void
  /** Begins an exchange; false where the network is cut, and it was dropped at once. */
  begin(exchange: Exchange): boolean
  end(exchange: Exchange): void
  /** Resolves when the next bytes may go on their way; never where they were lost meanwhile. */
  untilClear(): Promise<void>
}

export function createNetworkSwitch(): NetworkSwitch {
  let network: Network = 'online'
  const underWay = new Set<Exchange>()
  const waiting = new Set<() => void>()

  return {
    get network() {
      return network
    },
    set(next) {
      network = next
      if (next === 'cut') {
        const dropped = [...underWay]
        underWay.clear()
        waiting.clear()
        for (const exchange of dropped) exchange.drop()
      }
      if (next === 'online') {
        const released = [...waiting]
        waiting.clear()
        for (const release of released) release()
      }
    },
    begin(exchange) {
      if (network === 'cut') {
        exchange.drop()
        return false
      }
      underWay.add(exchange)
      return true
    },
    end: exchange => void underWay.delete(exchange),
    untilClear() {
      if (network === 'online') return Promise.resolve()
      return new Promise(resolve => {
        waiting.add(resolve)
      })
    }
  }
}
