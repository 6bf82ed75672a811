import path from 'node:path'

/**
 * The file below `root` that a request means, or undefined where it means none: another host, or a path that leads out of the
 * root however it is written.
 */
export function resolvePageFile(root: string, origin: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, pathname } = new URL(url)
  if (`${protocol}//${host}` !== origin) return undefined
  const decoded = decodePath(pathname)
  // A NUL ends a name for the system; a backslash is a separator on Windows alone.
  if (decoded === undefined || /[\0\\]/.test(decoded)) return undefined
  const file = path.resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`)
  return file.startsWith(root + path.sep) ? file : undefined
}

function decodePath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
