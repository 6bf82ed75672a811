import type { Current } from '#domain/rules/verdict.ts'
import { fromWire, type WireDocument } from '#domain/model/wire.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import type { Failure, Result } from '#renderer/data/http/failure.ts'
import { createAdaptiveSize } from '../adaptive-size.ts'
import type { Connection } from '../connection.ts'
import { readStatesInParts } from '../read-states.ts'
import type { CouchClient, ServerState } from '../couch-client.ts'

/** Documents that one request brings; a slow line makes it fewer. The first row of a later page is known already. */
const pageSizes = { most: 1_000, least: 2 }
/** Ids that one request asks for. */
const keysSizes = { most: 500 }

/** Everything that the server holds of one database, as far as this device is concerned. */
export interface ServerSide<T> {
  /** From before the first page: what changed since then comes with the next pull. */
  readonly since: OpaqueSequence
  /** From after the last one. */
  readonly seen: OpaqueSequence
  readonly find: (id: string) => Current<T>
  readonly liveIds: readonly string[]
}

export interface ServerSource<T> {
  /** Its name at the server. */
  readonly remote: string
  readonly client: CouchClient
  readonly connection: Connection
  /** Takes out of a document what this device must not keep. */
  readonly tidy: (document: T) => T
  readonly onFailure: (failure: Failure) => void
}

/**
 * Reads all live documents page by page, and asks for the other ids by keys: only so are one that was removed and one that the
 * server never heard of told apart. Waits for the network as long as it takes.
 * @param onlyIds ask for `ids` alone
 */
export async function readServer<T>(
  source: ServerSource<T>,
  ids: readonly string[],
  onlyIds = false
): Promise<ServerSide<T>> {
  const { remote, client, connection, tidy, onFailure } = source
  const persist = <R>(attempt: () => Promise<Result<R>>): Promise<R> => connection.persist(attempt, onFailure)
  const stateById = new Map<string, Current<T>>()
  const liveIds: string[] = []

  function take(document: WireDocument): void {
    if (document._id.startsWith('_design/') || stateById.has(document._id)) return
    stateById.set(document._id, { kind: 'live', value: tidy(fromWire(document) as T) })
    liveIds.push(document._id)
  }

  function takeState(id: string, state: ServerState | undefined): void {
    if (state?.kind === 'live') take(state.document)
    else stateById.set(id, { kind: state?.kind ?? 'absent' })
  }

  async function readPages(): Promise<void> {
    const size = createAdaptiveSize(pageSizes)
    for (let startKey: string | undefined; ; ) {
      const from = startKey
      let limit = size.value
      const page = await persist(async () => {
        limit = size.value
        const read = await client.readPage(remote, from, limit)
        if (read.ok) size.succeed()
        else size.shrink(read.failure, limit)
        return read
      })
      for (const document of page) take(document)
      startKey = page.at(-1)?._id
      if (page.length < limit) return
    }
  }

  const { updateSeq } = await persist(() => client.readInfo(remote))
  if (!onlyIds) await readPages()
  const others = ids.filter(id => !stateById.has(id))
  const size = createAdaptiveSize(keysSizes)
  for (let at = 0; at < others.length; at += keysSizes.most) {
    const keys = others.slice(at, at + keysSizes.most)
    const read = () => readStatesInParts({ client, remote, ids: keys, size, isPastKnown: false })
    const { states } = await persist(read)
    for (const id of keys) takeState(id, states.get(id))
  }
  const { updateSeq: seen } = await persist(() => client.readInfo(remote))
  return { since: updateSeq, seen, find: id => stateById.get(id) ?? { kind: 'absent' }, liveIds }
}
