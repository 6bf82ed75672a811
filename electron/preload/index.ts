/** Runs sandboxed, in a world of its own: hands the page one frozen object, and over it nothing but the contract's channels. */
import { contextBridge, ipcRenderer } from 'electron'
import { callChannels, type Desktop, eventChannels } from '../contract/ipc-contract.ts'

const calls: ReadonlySet<string> = new Set(callChannels)
const events: ReadonlySet<string> = new Set(eventChannels)

const desktop: Desktop = {
  call(channel, ...args) {
    if (!calls.has(channel)) return Promise.reject(new Error(`channel not allowed: ${channel}`))
    return ipcRenderer.invoke(channel, ...args)
  },
  on(channel, listener) {
    if (!events.has(channel)) throw new Error(`channel not allowed: ${channel}`)
    const forward = (_event: unknown, value: Parameters<typeof listener>[0]): void => listener(value)
    ipcRenderer.on(channel, forward)
    return () => {
      ipcRenderer.off(channel, forward)
    }
  }
}

contextBridge.exposeInMainWorld('desktop', Object.freeze(desktop))
