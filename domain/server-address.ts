/**
 * The address that a person means: `desk.example.org` is `https://desk.example.org`, this computer is reached without
 * encryption. The origin alone, or undefined where it is no web address, one with a user's name in it (an e-mail address, say), or
 * one with a path other than that of our own page: a server that lives below a path is not reached at its origin.
 */
export function readServerAddress(text: string): string | undefined {
  const typed = text.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${readProtocol(typed)}://${typed}`
  // Chromium takes a blank in a host for a part of its name.
  if (/\s/.test(typed) || !URL.canParse(full)) return undefined
  const url = new URL(full)
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') return undefined
  if (url.username !== '' || url.password !== '') return undefined
  // The address of an open page, copied from the browser, names its server all the same.
  if (!/^\/(app(\/.*)?)?$/.test(url.pathname)) return undefined
  return url.origin
}

/** Whether a URL's host name means this computer, whatever the network says. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname)
}

/** By the whole name of the host: `localhosting.example` and `127.example.org` are other computers. */
function readProtocol(address: string): 'http' | 'https' {
  const full = `https://${address}`
  return URL.canParse(full) && isLoopback(new URL(full).hostname) ? 'http' : 'https'
}
