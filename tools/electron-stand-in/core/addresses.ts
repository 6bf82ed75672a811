// Stock Chromium cannot load app://host/path. The stand-in serves it as http://host.app.localhost/path: a secure context
// with storage of its own and without a port.

/** The schemes that the app registered as standard and secure. */
export const schemes = new Set<string>()

/** `app://host/path` as Chromium is to load it; any other address stays. */
export const toChromium = (address: string): string => {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return address
  return `http://${url.host}.${scheme}.localhost${url.pathname || '/'}${url.search}${url.hash}`
}

/** The reverse of `toChromium`. */
export const fromChromium = (address: string): string => {
  const match = /^http:\/\/(.*)\.([a-z][a-z0-9+-]*)\.localhost(?::\d+)?(\/.*|)$/i.exec(address)
  const [, host = '', scheme = '', rest = ''] = match ?? []
  return match !== null && schemes.has(scheme) ? `${scheme}://${host}${rest}` : address
}

/** `scheme://host`, or `null` as a text for addresses without one (data:, about:). */
export const originOf = (address: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? 'null'
