// Joins the two worlds of a page, as Electron's contextBridge does: functions and promises pass by reference, the rest by
// value. Travels on synchronous CustomEvents, whose `detail` Chromium clones from one world to the other.
// `makePeer` is sent into the page by its source text, so it may name nothing from outside itself.

export interface Parcel {
  readonly t: string
  readonly id?: number
  readonly key?: string
  readonly v?: Shipped
  readonly e?: string
  readonly args?: readonly Shipped[]
  readonly url?: string
  readonly target?: string
  readonly features?: string
}

/** A value on its way, marked with what it was. */
export type Shipped =
  | { readonly is: 'function'; readonly id: number }
  | { readonly is: 'promise'; readonly id: number }
  | { readonly is: 'error'; readonly message: string }
  | { readonly is: 'array'; readonly items: readonly Shipped[] }
  | { readonly is: 'object'; readonly fields: Readonly<Record<string, Shipped>> }
  | { readonly is: 'value'; readonly value: unknown }

export interface Peer {
  /** Gives the other side's answer, or `undefined` where nobody answers. */
  send(parcel: Parcel): Parcel | undefined
  ship(value: unknown): Shipped
  onExpose: (key: string, api: unknown) => void
  onOpen: (parcel: Parcel) => void
}

export function makePeer(outName: string, inName: string): Peer {
  type Callable = (...args: unknown[]) => unknown
  const dispatch = window.dispatchEvent.bind(window)
  const DetailEvent = CustomEvent
  const functions = new Map<number, Callable>()
  const ids = new WeakMap<Callable, number>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let reply: Parcel | undefined
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  const send = (parcel: Parcel): Parcel | undefined => {
    reply = undefined
    dispatch(new DetailEvent(outName, { detail: parcel }))
    return reply
  }

  const shipFunction = (value: Callable): Shipped => {
    let id = ids.get(value)
    if (id === undefined) {
      id = ++lastId
      ids.set(value, id)
      functions.set(id, value)
    }
    return { is: 'function', id }
  }
  const shipPromise = (value: Promise<unknown>): Shipped => {
    const id = ++lastId
    value.then(
      result => send({ t: 'settle', id, v: ship(result) }),
      (error: unknown) => send({ t: 'settle', id, e: messageOf(error) })
    )
    return { is: 'promise', id }
  }
  function ship(value: unknown): Shipped {
    if (typeof value === 'function') return shipFunction(value as Callable)
    if (typeof value === 'symbol') throw new TypeError('contextBridge: symbols are not supported')
    if (value === null || typeof value !== 'object') return { is: 'value', value }
    if (value instanceof Promise) return shipPromise(value)
    if (value instanceof Error) return { is: 'error', message: value.message }
    if (Array.isArray(value)) return { is: 'array', items: value.map(ship) }
    // Dates, maps, bytes and the like are cloned; of instances of own classes only what they hold passes.
    if (Object.prototype.toString.call(value) !== '[object Object]') return { is: 'value', value }
    return {
      is: 'object',
      fields: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ship(item)]))
    }
  }

  const callOther = (id: number, args: readonly unknown[]): unknown => {
    const answer = send({ t: 'call', id, args: args.map(ship) })
    if (answer === undefined) throw new Error('contextBridge: the other context is gone')
    if (answer.e !== undefined) throw new Error(answer.e)
    return unpack(answer.v)
  }
  const await_ = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
  function unpack(shipped: Shipped | undefined, freeze = false): unknown {
    if (shipped === undefined) return undefined
    const done = <T>(value: T): T => (freeze ? Object.freeze(value) : value)
    if (shipped.is === 'function') return done((...args: unknown[]) => callOther(shipped.id, args))
    if (shipped.is === 'promise') return await_(shipped.id)
    if (shipped.is === 'error') return new Error(shipped.message)
    if (shipped.is === 'array') return done(shipped.items.map(item => unpack(item, freeze)))
    if (shipped.is === 'value') return shipped.value
    const out: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(shipped.fields)) out[key] = unpack(item, freeze)
    return done(out)
  }

  const attempt = (work: () => Parcel): Parcel => {
    try {
      return work()
    } catch (error) {
      return { t: 'reply', e: messageOf(error) }
    }
  }
  const expose = (parcel: Parcel): Parcel => {
    peer.onExpose(parcel.key ?? '', unpack(parcel.v, true))
    return { t: 'reply' }
  }
  const call = (parcel: Parcel): Parcel => {
    const target = functions.get(parcel.id ?? 0)
    const args = (parcel.args ?? []).map(argument => unpack(argument))
    return { t: 'reply', v: ship(target?.(...args)) }
  }
  const settle = (parcel: Parcel): void => {
    const promise = waiting.get(parcel.id ?? 0)
    waiting.delete(parcel.id ?? 0)
    if (parcel.e === undefined) promise?.resolve(unpack(parcel.v))
    else promise?.reject(new Error(parcel.e))
  }
  const receive = (event: Event): void => {
    event.stopImmediatePropagation()
    const parcel = (event as CustomEvent<Parcel>).detail
    if (parcel.t === 'reply') reply = parcel
    if (parcel.t === 'open') peer.onOpen(parcel)
    if (parcel.t === 'settle') settle(parcel)
    if (parcel.t === 'expose') send(attempt(() => expose(parcel)))
    if (parcel.t === 'call') send(attempt(() => call(parcel)))
  }
  const peer: Peer = { send, ship, onExpose() {}, onOpen() {} }
  window.addEventListener(inName, receive, true)
  return peer
}
