/**
 * The address of a server as it is remembered: scheme, host, port and path, without a slash at the end. What has no
 * scheme gets `https`, on this computer itself `http`. Undefined where the text is no address.
 */
export function normalizeServerUrl(text: string): string | undefined {
  const trimmed = text.trim()
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${guessScheme(trimmed)}://${trimmed}`
  if (trimmed === '' || !URL.canParse(withScheme)) return undefined
  const { protocol, host, pathname } = new URL(withScheme)
  if ((protocol !== 'https:' && protocol !== 'http:') || host === '') return undefined
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}

function guessScheme(address: string): 'http' | 'https' {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(address) ? 'http' : 'https'
}
