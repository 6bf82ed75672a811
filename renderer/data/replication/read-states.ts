import { type Result, succeed } from '../http/failure.ts'
import type { AdaptiveSize } from './adaptive-size.ts'
import type { CouchClient, StatesAt } from './couch-client.ts'
import { sendInParts } from './in-parts.ts'

/**
 * Asks for documents by keys, in as many requests as the network needs. The sequence is that of the last one: a server that was set
 * back between two of them shows in it.
 * @param isPastKnown before the first pull has come to an end, and of a server of version 0.1.0, nothing is known of its past
 */
export async function readStatesInParts(parts: {
  readonly client: CouchClient
  readonly remote: string
  readonly ids: readonly string[]
  readonly size: AdaptiveSize
  readonly isPastKnown: boolean
}): Promise<Result<StatesAt>> {
  const { client, remote, ids, size, isPastKnown } = parts
  const read = await sendInParts(ids, size, async (part): Promise<Result<StatesAt>> => {
    if (isPastKnown) return client.readStatesAt(remote, part)
    const states = await client.readStates(remote, part)
    return states.ok ? succeed({ states: states.value, updateSeq: undefined }) : states
  })
  if (!read.ok) return read
  const states = new Map(read.value.flatMap(answer => [...answer.states]))
  return succeed({ states, updateSeq: read.value.at(-1)?.updateSeq })
}
