import type { Peer } from './peer.ts'

/**
 * The page's own world: receives what the preload exposes, and sends window.open to the main process.
 * Sent into the page by its source text, so it may name nothing from outside itself.
 */
export function mainWorld(makePeer: (outName: string, inName: string) => Peer, nonce: string): void {
  if (window.top !== window) return
  const peer = makePeer(`${nonce}:main`, `${nonce}:isolated`)
  window.open = (url = '', target = '', features = '') => {
    const address = new URL(String(url) || 'about:blank', document.baseURI).href
    peer.send({ t: 'open', url: address, target, features })
    return null
  }
  peer.onExpose = (key, api) => {
    if (Object.hasOwn(window, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    Object.defineProperty(window, key, { value: api, writable: false, configurable: false, enumerable: true })
  }
}
