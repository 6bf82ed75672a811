import { BehaviorSubject, distinctUntilChanged, type Observable } from 'rxjs'
import { parseJson } from '#domain/parse-json.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { productVersion, versionCapability } from '#domain/versions/product-version.ts'
import { featuresSchema, welcomeSchema } from '#domain/wire/welcome.ts'
import type { ApplicationParts } from '#renderer/contract/application.ts'
import { type Failure, type Result, succeed } from './failure.ts'
import type { HttpRequest, HttpTransport } from './http-transport.ts'

const keyPrefix = 'coachdesk.features.'

/** What a server can do, as it says in `GET /`. The last list is remembered, for work without a network (VE9). */
export interface ServerFeatures {
  /** The last list, and each other one; undefined while there has been none. */
  readonly list$: Observable<readonly string[] | undefined>
  /** Whether the last list names it. */
  readonly has: (capability: string) => boolean
  /**
   * Says this device's version to a server that can read it. A browser would refuse the header to one that does not: so the list is
   * asked for before the first request, and again where it may be out of date.
   */
  readonly withVersion: (transport: HttpTransport) => HttpTransport
}

export function createServerFeatures(
  { serverUrl, transport }: { readonly serverUrl: string; readonly transport: HttpTransport },
  { keyValueStore, windows }: Pick<ApplicationParts, 'keyValueStore' | 'windows'>
): ServerFeatures {
  const key = keyPrefix + serverUrl
  const readStored = (): readonly string[] | undefined =>
    featuresSchema.safeParse(parseJson(keyValueStore.getItem(key) ?? '')).data
  const known$ = new BehaviorSubject(readStored())
  // Of several windows one speaks to the server: it asks for all of them.
  windows?.onChange(() => known$.next(readStored()))
  /** Whether the list was asked for since a request came through: a server that cannot be reached is not asked twice each time. */
  let isAsked = false

  function has(capability: string): boolean {
    return known$.value?.includes(capability) === true
  }

  async function ask(signal: AbortSignal): Promise<Result<undefined>> {
    const answer = await transport.readJson({ method: 'GET', path: '/', signal })
    if (!answer.ok) return answer
    const features = welcomeSchema.safeParse(answer.value).data?.features ?? []
    keyValueStore.setItem(key, JSON.stringify(features))
    known$.next(features)
    return succeed(undefined)
  }

  /** The server may have been replaced by an older one, or by one that wants to know the version. */
  function isDoubtful({ kind }: Failure, isTold: boolean): boolean {
    return isTold ? kind === 'offline' && !isAsked : kind === 'client-too-old'
  }

  async function send<T>(request: HttpRequest, go: (request: HttpRequest) => Promise<Result<T>>): Promise<Result<T>> {
    const asked = known$.value === undefined ? await ask(request.signal) : succeed(undefined)
    if (!asked.ok) return asked
    const isTold = has(versionCapability)
    const result = await go(isTold ? { ...request, deviceVersion: productVersion } : request)
    if (result.ok) isAsked = false
    else if (isDoubtful(result.failure, isTold)) {
      isAsked = true
      await ask(request.signal)
    }
    return result
  }

  return {
    has,
    list$: known$.pipe(distinctUntilChanged<readonly string[] | undefined>(isSame)),
    withVersion: below => ({
      readJson: request => send(request, told => below.readJson(told)),
      async openStream(request) {
        const stream = await send(request, told => below.openStream(told))
        // Each connection may be to a server that was updated meanwhile.
        if (stream.ok) void ask(request.signal)
        return stream
      }
    })
  }
}
