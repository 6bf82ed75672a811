// Structured clone as JSON text: the binding between page and main process carries strings only.
// `makeCodec` is also sent into the page by its source text, so it may name nothing from outside itself.

export interface Codec {
  /** Throws, as structured clone does, for functions, symbols, promises and DOM nodes. */
  encode(value: unknown): string
  decode(text: string): unknown
}

export function makeCodec(): Codec {
  interface Tagged {
    readonly $: string
    readonly v?: unknown
    readonly c?: string
  }
  interface Plain {
    [key: string]: unknown
  }
  const bytesToText = (bytes: Uint8Array): string => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  const textToBytes = (text: string) => Uint8Array.from(atob(text), char => char.charCodeAt(0))
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)
  const uncloneable = ['Promise', 'WeakMap', 'WeakSet', 'WeakRef']
  const isNode = (value: object): boolean => typeof Node !== 'undefined' && value instanceof Node

  function encode(root: unknown): string {
    const seen = new Map<object, number>()
    const encodeNumber = (value: number): unknown => {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value
      return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
    }
    const encodeObject = (value: object): unknown => {
      const known = seen.get(value)
      if (known !== undefined) return { $: 'again', v: known }
      seen.set(value, seen.size)
      const tag = tagOf(value)
      if (uncloneable.includes(tag) || isNode(value)) throw new Error('An object could not be cloned.')
      if (value instanceof Date) return { $: 'date', v: value.getTime() }
      if (value instanceof RegExp) return { $: 'regexp', v: [value.source, value.flags] }
      if (value instanceof Map) return { $: 'map', v: [...value].map(([key, item]) => [enc(key), enc(item)]) }
      if (value instanceof Set) return { $: 'set', v: [...value].map(enc) }
      if (value instanceof ArrayBuffer) return { $: 'bytes', c: tag, v: bytesToText(new Uint8Array(value)) }
      if (ArrayBuffer.isView(value)) {
        return { $: 'bytes', c: tag, v: bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
      }
      if (value instanceof Error) {
        return { $: 'error', v: { name: value.name, message: value.message, stack: value.stack } }
      }
      if (Array.isArray(value)) return value.map(enc)
      const out: Plain = {}
      for (const [key, item] of Object.entries(value)) out[key] = enc(item)
      return '$' in out ? { $: 'object', v: out } : out
    }
    const enc = (value: unknown): unknown => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
      if (typeof value === 'number') return encodeNumber(value)
      if (value === undefined) return { $: 'undefined' }
      if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
      if (typeof value !== 'object') throw new Error('An object could not be cloned.')
      return encodeObject(value)
    }
    return JSON.stringify(enc(root))
  }

  function decode(text: string): unknown {
    const seen: unknown[] = []
    const keep = <T>(value: T): T => {
      seen.push(value)
      return value
    }
    const fill = (source: object): unknown => {
      const out = keep<Plain>({})
      for (const [key, item] of Object.entries(source)) out[key] = dec(item)
      return out
    }
    const decodeBytes = (name: string, bytes: Uint8Array<ArrayBuffer>): unknown => {
      if (name === 'ArrayBuffer') return bytes.buffer
      if (name === 'Uint8Array') return bytes
      const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[name]
      return View === undefined ? bytes : new View(bytes.buffer)
    }
    const decodeTagged = ({ $: tag, v, c }: Tagged): unknown => {
      if (tag === 'object') return fill(v as object)
      if (tag === 'number') return Number(v)
      if (tag === 'undefined') return undefined
      if (tag === 'bigint') return BigInt(v as string)
      if (tag === 'again') return seen[v as number]
      if (tag === 'date') return keep(new Date(v as number))
      if (tag === 'regexp') return keep(new RegExp(...(v as [string, string])))
      if (tag === 'bytes') return keep(decodeBytes(c ?? '', textToBytes(v as string)))
      if (tag === 'map') {
        const map = keep(new Map<unknown, unknown>())
        for (const [key, item] of v as [unknown, unknown][]) map.set(dec(key), dec(item))
        return map
      }
      if (tag === 'set') {
        const set = keep(new Set<unknown>())
        for (const item of v as unknown[]) set.add(dec(item))
        return set
      }
      const { message, ...rest } = v as Error
      return keep(Object.assign(new Error(message), rest))
    }
    const dec = (value: unknown): unknown => {
      if (value === null || typeof value !== 'object') return value
      if (Array.isArray(value)) {
        const out = keep<unknown[]>([])
        for (const item of value) out.push(dec(item))
        return out
      }
      return '$' in value ? decodeTagged(value as unknown as Tagged) : fill(value)
    }
    return dec(JSON.parse(text))
  }
  return { encode, decode }
}
