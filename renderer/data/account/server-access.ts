import type { ApplicationParts } from '#renderer/contract/application.ts'
import { type ClockOffset, createClockOffset } from '../http/clock-offset.ts'
import { createHttpTransport, type HttpTransport } from '../http/http-transport.ts'
import { createServerFeatures, type ServerFeatures } from '../http/server-features.ts'
import { createSignInApi, type SignInApi } from '../http/sign-in-api.ts'

const offsetKeyPrefix = 'coachdesk.clock-offset.'

/** One server, before anybody has signed in there. */
export interface ServerAccess {
  readonly transport: HttpTransport
  readonly sessionApi: SignInApi
  readonly clockOffset: ClockOffset
  readonly features: ServerFeatures
}

/** The clock's offset is remembered, so that work without a network uses what was measured last. */
export function createServerAccess(serverUrl: string, parts: ApplicationParts): ServerAccess {
  const { keyValueStore, fetch, now, silenceMs } = parts
  const key = offsetKeyPrefix + serverUrl
  const remembered = Number(keyValueStore.getItem(key) ?? Number.NaN)
  const clockOffset = createClockOffset(Number.isFinite(remembered) ? remembered : undefined)
  clockOffset.value$.subscribe(value => {
    if (value !== undefined) keyValueStore.setItem(key, String(value))
  })
  const transport = createHttpTransport({ serverUrl, fetch, now, clockOffset, silenceMs })
  const features = createServerFeatures({ serverUrl, transport }, parts)
  return { transport, sessionApi: createSignInApi(transport), clockOffset, features }
}
