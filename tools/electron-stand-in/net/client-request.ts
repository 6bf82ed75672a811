import http from 'node:http'
import https from 'node:https'
import { createEvent } from '../core/event.ts'
import { StrictEmitter } from '../core/not-simulated.ts'
import { isNetworkCut } from '../session/network-emulation.ts'
import { toNetError } from './net-errors.ts'

export interface ClientRequestOptions {
  readonly method?: string
  readonly url?: string
  readonly protocol?: string
  readonly hostname?: string
  readonly host?: string
  readonly port?: number | string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly redirect?: 'follow' | 'error' | 'manual'
}

const toUrl = (options: ClientRequestOptions): URL => {
  if (options.url !== undefined) return new URL(options.url)
  const { protocol = 'http:', hostname, host, port, path = '/' } = options
  const name = hostname ?? host ?? 'localhost'
  return new URL(path, `${protocol}//${name}${port === undefined || name.includes(':') ? '' : `:${port}`}`)
}

/** `net.request` as far as a download over http(s) needs it: no cookies, no cache, no proxy, no authentication. */
export class ClientRequest extends StrictEmitter {
  chunkedEncoding = false
  readonly #method: string
  readonly #redirect: string
  readonly #headers = new Map<string, string>()
  readonly #body: Uint8Array[] = []
  #url: URL
  #request: http.ClientRequest | undefined
  #isAborted = false

  constructor(given: string | ClientRequestOptions) {
    super()
    const options = typeof given === 'string' ? { url: given } : given
    this.#url = toUrl(options)
    this.#method = options.method ?? 'GET'
    this.#redirect = options.redirect ?? 'follow'
    for (const [name, value] of Object.entries(options.headers ?? {})) this.setHeader(name, value)
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name.toLowerCase(), value)
  }
  getHeader = (name: string): string | undefined => this.#headers.get(name.toLowerCase())
  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase())
  }
  write(chunk: string | Buffer): void {
    this.#body.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : new Uint8Array(chunk))
  }
  end(chunk?: string | Buffer): this {
    if (chunk !== undefined) this.write(chunk)
    setImmediate(() => this.#start())
    return this
  }
  abort(): void {
    this.#isAborted = true
    this.#request?.destroy()
    this.emit('abort')
    this.emit('close')
  }
  followRedirect(): void {
    this.#start()
  }

  #start(): void {
    if (this.#isAborted) return
    if (isNetworkCut()) {
      this.emit('error', new Error('net::ERR_INTERNET_DISCONNECTED'))
      return
    }
    const { request } = this.#url.protocol === 'https:' ? https : http
    this.#request = request(this.#url, { method: this.#method, headers: Object.fromEntries(this.#headers) })
    this.#request.on('response', response => this.#answer(response))
    this.#request.on('error', error => {
      if (!this.#isAborted) this.emit('error', toNetError(error))
    })
    this.#request.on('finish', () => this.emit('finish'))
    for (const chunk of this.#body) this.#request.write(chunk)
    this.#request.end()
  }

  #answer(response: http.IncomingMessage): void {
    const { statusCode = 0, headers } = response
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) {
      this.emit('response', response)
      return
    }
    response.resume()
    this.#url = new URL(headers.location, this.#url)
    this.emit('redirect', statusCode, this.#method, this.#url.href, headers, createEvent())
    if (this.#redirect === 'error')
      this.emit('error', new Error('Attempted to redirect, but redirect policy was error'))
    if (this.#redirect === 'follow') this.#start()
  }
}
