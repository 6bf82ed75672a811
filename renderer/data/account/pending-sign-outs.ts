import { z } from 'zod'
import { parseJson } from '#domain/parse-json.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { Failure, Result } from '../http/failure.ts'

const storeKey = 'coachdesk.sign-outs'
/** More than that were never told at once; the newest count. */
const maxPending = 50

const pendingSchema = z.object({ serverUrl: z.string(), deviceToken: z.string() })
type PendingSignOut = z.infer<typeof pendingSchema>

/**
 * Sign-outs that a server has not heard of yet, because it could not be reached. What is kept for them is the device
 * token, which opens nothing. They are told at the next start, and at the next sign-in.
 */
export interface PendingSignOuts {
  add(signOut: PendingSignOut): void
  /** Tells each server; what it answered, or refused, is forgotten. */
  send(signOut: (serverUrl: string, token: string) => Promise<Result<unknown>>): Promise<void>
}

export function createPendingSignOuts(store: KeyValueStore): PendingSignOuts {
  function list(): readonly PendingSignOut[] {
    return z
      .array(pendingSchema)
      .catch([])
      .parse(parseJson(store.getItem(storeKey) ?? '') ?? [])
  }
  function write(pending: readonly PendingSignOut[]): void {
    if (pending.length === 0) store.removeItem(storeKey)
    else store.setItem(storeKey, JSON.stringify(pending.slice(-maxPending)))
  }

  return {
    add: signOut => write([...list(), signOut]),
    async send(signOut) {
      for (const pending of list()) {
        const told = await signOut(pending.serverUrl, pending.deviceToken)
        if (!told.ok && !isAnswer(told.failure)) continue
        write(list().filter(({ deviceToken }) => deviceToken !== pending.deviceToken))
      }
    }
  }
}

/** Whether the server itself said something: asking again would bring nothing else. */
function isAnswer({ kind }: Failure): boolean {
  return kind === 'rejected' || kind === 'needs-sign-in' || kind === 'account-disabled'
}
