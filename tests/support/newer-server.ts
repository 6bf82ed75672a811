type Fetch = typeof globalThis.fetch
type Fields = Readonly<Record<string, unknown>>

/** What stands between a device and today's server, and makes it look like one of a later version. */
export interface NewerServer {
  /** Fields of a document as that version knows it, by its id: they lie over what today's server says. */
  readonly fieldsById: Map<string, Fields>
  /** Every document that the device has sent, as it was sent. */
  readonly sent: Fields[]
  readonly fetch: Fetch
}

/** Today's server gets its own fields back: what it does not know is taken out of what the device sends. */
export function createNewerServer(fetch: Fetch): NewerServer {
  const fieldsById = new Map<string, Fields>()
  const knownById = new Map<string, Fields>()
  const sent: Fields[] = []

  function toNewer(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(toNewer)
    if (typeof value !== 'object' || value === null) return value
    const object = value as Fields
    const fields = fieldsById.get(String(object['_id']))
    // A tombstone has nothing but its id.
    if (fields !== undefined && object['_deleted'] !== true) {
      knownById.set(String(object['_id']), object)
      return { ...object, ...fields }
    }
    return Object.fromEntries(Object.entries(object).map(([name, field]) => [name, toNewer(field)]))
  }

  function toToday(document: Fields): Fields {
    sent.push(document)
    const id = String(document['_id'])
    const known = knownById.get(id) ?? {}
    const own = Object.entries(document).filter(([name]) => !Object.hasOwn(fieldsById.get(id) ?? {}, name))
    const replaced = Object.keys(fieldsById.get(id) ?? {}).flatMap(name =>
      known[name] === undefined ? [] : [[name, known[name]] as const]
    )
    return Object.fromEntries([...own, ...replaced])
  }

  return {
    fieldsById,
    sent,
    async fetch(input, init) {
      const { docs, ...rest } = readJson(init?.body)
      const { pathname, search } = new URL(input instanceof Request ? input.url : input)
      const isPush = pathname.endsWith('/_bulk_docs') && Array.isArray(docs)
      const body = isPush ? { body: JSON.stringify({ ...rest, docs: (docs as Fields[]).map(toToday) }) } : {}
      const response = await fetch(input, { ...init, ...body })
      if (!(response.headers.get('content-type') ?? '').includes('json') || search.includes('continuous')) {
        return response
      }
      const { status, headers } = response
      return new Response(JSON.stringify(toNewer(await response.json())), {
        status,
        headers: new Headers([...headers].filter(([name]) => !name.startsWith('content-')))
      })
    }
  }
}

function readJson(body: unknown): Fields {
  try {
    return typeof body === 'string' ? (JSON.parse(body) as Fields) : {}
  } catch {
    return {}
  }
}
