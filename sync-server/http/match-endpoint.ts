import type { Endpoint } from './endpoint.ts'
import { type EndpointName, endpointNames, endpoints } from './endpoints.ts'
import type { PathParams } from './exchange.ts'

export type EndpointMatch =
  | { readonly kind: 'found'; readonly name: EndpointName; readonly endpoint: Endpoint; readonly params: PathParams }
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'not-found' }
  /** The path holds a broken percent sequence. */
  | { readonly kind: 'malformed' }

const patterns = endpointNames.map(name => {
  const endpoint: Endpoint = endpoints[name]
  return { name, endpoint, parts: endpoint.path.split('/').filter(part => part !== '') }
})

/** @param path a URL's path, still encoded */
export function matchEndpoint(method: string, path: string): EndpointMatch {
  const segments = decodeSegments(path)
  if (segments === undefined) return { kind: 'malformed' }
  const fitting = patterns.filter(({ parts }) => fits(parts, segments))
  if (fitting.length === 0) return { kind: 'not-found' }
  const found = fitting.find(({ endpoint }) => endpoint.method === (method === 'HEAD' ? 'GET' : method))
  if (found === undefined) {
    return { kind: 'method-not-allowed', allow: [...new Set(fitting.map(({ endpoint }) => endpoint.method))] }
  }
  const { name, endpoint, parts } = found
  const valueOf = (...names: string[]): string => segments[parts.findIndex(part => names.includes(part))] ?? ''
  return { kind: 'found', name, endpoint, params: { db: valueOf(':db'), id: valueOf(':id', ':local') } }
}

function decodeSegments(path: string): readonly string[] | undefined {
  // One slash at the end means nothing, as with CouchDB; an empty segment does.
  const raw = path.replace(/^\//, '').replace(/(?<=[^/])\/$/, '')
  try {
    return raw === '' ? [] : raw.split('/').map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function fits(parts: readonly string[], segments: readonly string[]): boolean {
  return (
    parts.length === segments.length &&
    parts.every((part, index) => {
      const segment = segments[index] ?? ''
      if (part === ':local') return segment !== ''
      if (part.startsWith(':')) return segment !== '' && !segment.startsWith('_')
      return part === segment
    })
  )
}
