import type { Booking } from '#domain/model/booking.ts'
import type { NewAccount } from '#server/accounts/account-service.ts'

/** What the server's process starts with. */
export interface ServerInput {
  readonly dataFolder: string
  /** The built renderer. */
  readonly webFolder: string
  /** 0 takes any free one at the first start; later ones keep it, for clients know it. */
  readonly port: number
  readonly clockAheadMs: number
  /** Where the server's clock stands still, epoch ms; left out: it runs with the machine's. */
  readonly stillAt?: number
  /** Left out: whoever sends more than people do is not held up. */
  readonly hasQuotas?: boolean
  /** Believes what a proxy on this machine says of a client's address. */
  readonly isBehindProxy?: boolean
  /** Lets writes through that it should refuse, once told to: a control. */
  readonly isLeaky?: boolean
  /** Judges replicas' pushes without what storage knows of earlier revisions: a control. */
  readonly isTrusting?: boolean
}

/** What a test asks of the server's process, and what it gets: things that no client may see. */
export interface Orders {
  /** Gives the ids in the order of the accounts. */
  readonly 'add-accounts': { readonly ask: readonly NewAccount[]; readonly answer: readonly string[] }
  /** Puts the server's clock ahead of the machine's, ms. */
  readonly 'set-clock-ahead': { readonly ask: number; readonly answer: null }
  /** Waits until the projector is done. Gives one line per violation of what must hold then. */
  readonly inspect: { readonly ask: null; readonly answer: readonly string[] }
  /** Waits until all copies are made. */
  readonly idle: { readonly ask: null; readonly answer: null }
  /** From now on writes of these people are stored unjudged, the first of each kind. Gives what was let through so far. */
  readonly leak: { readonly ask: readonly string[]; readonly answer: readonly string[] }
  readonly journal: { readonly ask: null; readonly answer: readonly Booking[] }
  readonly memory: { readonly ask: null; readonly answer: Memory }
  readonly stop: { readonly ask: null; readonly answer: null }
}

export type OrderName = keyof Orders

/** Bytes in use after a full collection. */
export interface Memory {
  readonly heap: number
  readonly external: number
  readonly resident: number
}

export interface OrderMessage<K extends OrderName = OrderName> {
  readonly call: number
  readonly name: K
  readonly ask: Orders[K]['ask']
}

export type ServerMessage =
  | { readonly ready: string }
  | { readonly call: number; readonly answer: unknown }
  | { readonly call: number; readonly error: string }
