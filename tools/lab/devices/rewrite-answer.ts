import type { IncomingHttpHeaders } from 'node:http'

/** Browsers keep cookies by host, not by port: one device's would be sent with another's requests. */
const droppedFromAnswers = ['set-cookie', 'x-frame-options']
/** The page must be asked for in full: what is put into it is not part of its ETag. */
const droppedFromRequests = ['cookie', 'if-none-match', 'if-modified-since']

/** The server's headers, except that its pages may stand in a frame of the lab's page, and of no other. */
export function rewriteAnswerHeaders(headers: IncomingHttpHeaders, labOrigin: string): IncomingHttpHeaders {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !droppedFromAnswers.includes(name)))
  const policy = headers['content-security-policy']
  if (typeof policy !== 'string') return kept
  return {
    ...kept,
    'content-security-policy': policy.replace("frame-ancestors 'none'", `frame-ancestors ${labOrigin}`)
  }
}

export function rewriteRequestHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !droppedFromRequests.includes(name))
  return { ...Object.fromEntries(kept), 'accept-encoding': 'identity' }
}

export function isPage(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.startsWith('text/html') ?? false
}

/** Puts the device's script before all of the application's own. */
export function addDeviceScript(html: string): string {
  return html.replace('<head>', '<head><script src="/lab/device.js"></script>')
}
