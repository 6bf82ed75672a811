import { pageOrigin } from './page-origin.ts'

/** Whether a page may go to an address: to itself alone, for it may be loaded again. */
export function mayNavigate(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, pathname, search } = new URL(url)
  const isOurs = `${protocol}//${host}` === pageOrigin
  return isOurs && (pathname === '/index.html' || pathname === '/') && search === ''
}
