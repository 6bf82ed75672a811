/** One request, as it goes out on a connection of its own. */
export interface HostileRequest {
  /** Whose credentials it brings, see Target. */
  readonly who: Who
  readonly method: string
  /** As it stands in the request line. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array | undefined
  /** How far the told length is from the true one. */
  readonly lengthError: number
}

/** The server proves itself for this address, and for no other. */
export const ownAddress = 'https://desk.fuzz.example'

export const everyone = [
  'nobody',
  'student',
  'other student',
  'coach',
  'other coach',
  'admin',
  'forged token',
  'wrong password'
] as const
export type Who = (typeof everyone)[number]

/** The request line and header fields, each character one byte. @param credentials header fields of whoever asks */
export function requestToHead(request: HostileRequest, credentials: Readonly<Record<string, string>>): string {
  const { method, path, headers, body, lengthError } = request
  const told = new Set(headers.map(([name]) => name.toLowerCase()))
  const hasLength = body !== undefined && !told.has('content-length') && !told.has('transfer-encoding')
  const all: readonly (readonly [string, string])[] = [
    ...(told.has('host') ? [] : [['host', '127.0.0.1'] as const]),
    ...Object.entries(credentials).filter(([name]) => !told.has(name)),
    ...headers,
    ...(hasLength ? [['content-length', String(Math.max(0, body.length + lengthError))] as const] : [])
  ]
  return `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

/** As a failing run prints it: short, and still the whole shape. */
export function requestToText({ who, method, path, headers, body, lengthError }: HostileRequest): string {
  const text = body === undefined ? '' : Buffer.from(body.subarray(0, 1_500)).toString('latin1')
  const fields = headers.map(([name, value]) => `${name}: ${value.slice(0, 200)}`).join(' | ')
  return `${who}: ${method} ${path.slice(0, 300)} [${fields}] ${body?.length ?? 0} bytes (${lengthError}) ${text}`
}
