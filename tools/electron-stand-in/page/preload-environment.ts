import type { Codec } from '../core/codec.ts'
import type { Delivery, PreloadEnvironment } from './isolated-world.ts'
import type { Peer } from './peer.ts'

/**
 * The modules a sandboxed preload can require: `electron` with ipcRenderer and contextBridge, and Node's three harmless
 * ones. Sent into the page by its source text, so it may name nothing from outside itself.
 */
export function makePreloadEnvironment(peer: Peer, codec: Codec, post: (text: string) => void): PreloadEnvironment {
  type Listener = (...args: unknown[]) => void
  const notSimulated = (what: string): Error => new Error(`electron stand-in: ${what} is not simulated`)

  class Emitter {
    readonly #entries = new Map<string, { readonly listener: Listener; readonly isOnce: boolean }[]>()
    #add(event: string, listener: Listener, isOnce: boolean): this {
      this.#entries.set(event, [...(this.#entries.get(event) ?? []), { listener, isOnce }])
      return this
    }
    on(event: string, listener: Listener): this {
      return this.#add(event, listener, false)
    }
    once(event: string, listener: Listener): this {
      return this.#add(event, listener, true)
    }
    addListener(event: string, listener: Listener): this {
      return this.on(event, listener)
    }
    off(event: string, listener: Listener): this {
      const entries = [...(this.#entries.get(event) ?? [])]
      const at = entries.findIndex(entry => entry.listener === listener)
      if (at >= 0) entries.splice(at, 1)
      this.#entries.set(event, entries)
      return this
    }
    removeListener(event: string, listener: Listener): this {
      return this.off(event, listener)
    }
    removeAllListeners(event?: string): this {
      if (event === undefined) this.#entries.clear()
      else this.#entries.delete(event)
      return this
    }
    listenerCount(event: string): number {
      return this.#entries.get(event)?.length ?? 0
    }
    emit(event: string, ...args: unknown[]): boolean {
      const entries = this.#entries.get(event) ?? []
      for (const { listener, isOnce } of entries) {
        if (isOnce) this.off(event, listener)
        listener(...args)
      }
      return entries.length > 0
    }
  }

  const calls = new Map<number, { channel: string; resolve(value: unknown): void; reject(error: Error): void }>()
  let lastCall = 0
  const invoke = (channel: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastCall
      const text = JSON.stringify({ t: 'invoke', id, channel, args: codec.encode(args) })
      calls.set(id, { channel, resolve, reject })
      post(text)
    })
  const send = (channel: string, ...args: unknown[]): void => {
    post(JSON.stringify({ t: 'send', channel, args: codec.encode(args) }))
  }
  // Methods of a class, so that the bridge finds nothing to copy: in Electron, too, an exposed ipcRenderer is empty.
  class IpcRenderer extends Emitter {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return invoke(channel, ...args)
    }
    send(channel: string, ...args: unknown[]): void {
      send(channel, ...args)
    }
    postMessage(channel: string, message: unknown, transfer?: readonly unknown[]): void {
      if (transfer !== undefined && transfer.length > 0) throw notSimulated('MessagePort transfer')
      send(channel, message)
    }
    sendSync(): never {
      throw notSimulated('ipcRenderer.sendSync (it blocks the page and should not be used)')
    }
  }
  const ipcRenderer = new IpcRenderer()
  const receive = (delivery: Delivery): void => {
    if (delivery.t === 'event') {
      ipcRenderer.emit(
        delivery.channel,
        { sender: ipcRenderer, ports: [] },
        ...(codec.decode(delivery.args) as unknown[])
      )
      return
    }
    const call = calls.get(delivery.id)
    calls.delete(delivery.id)
    if (delivery.error === undefined) call?.resolve(codec.decode(delivery.value ?? ''))
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${delivery.error}`))
  }

  const exposeInMainWorld = (key: string, api: unknown): void => {
    const answer = peer.send({ t: 'expose', key, v: peer.ship(api) })
    if (answer === undefined) throw new Error('electron stand-in: the main world is not ready')
    if (answer.e !== undefined) throw new Error(answer.e)
  }
  const strict = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === 'then' || key === '__esModule' || key === 'default') {
          return Reflect.get(target, key) as unknown
        }
        throw notSimulated(`${name}.${key}`)
      }
    })
  const electron = strict('electron', {
    ipcRenderer,
    contextBridge: strict('contextBridge', { exposeInMainWorld }),
    webFrame: strict('webFrame', {}),
    webUtils: strict('webUtils', {}),
    crashReporter: strict('crashReporter', {}),
    nativeImage: strict('nativeImage', {})
  })
  const modules = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(class extends Emitter {}, { EventEmitter: Emitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams }
  }
  return { modules, receive }
}
