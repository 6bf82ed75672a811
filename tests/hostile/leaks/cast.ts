import { productVersion, versionHeader } from '#domain/versions/product-version.ts'
import type { TestServer } from '../../support/test-server.ts'
import { passwordOf } from '../../support/test-server.ts'
import { bearer, type Ask, createClient } from '../../support/http-client.ts'
import { type RecordingProxy, startRecordingProxy } from '../../e2e/support/recording-proxy.ts'

/** Names, numbers and addresses that stand nowhere else. */
export const cast = [
  {
    name: 'kestrel',
    role: 'coach',
    displayName: 'Ottoline Vane',
    phone: '+41791110001',
    email: 'ottoline@vane.example'
  },
  {
    name: 'kingfisher',
    role: 'coach',
    displayName: 'Barnaby Frost',
    phone: '+41791110002',
    email: 'frost@barn.example'
  },
  { name: 'sorrel', role: 'student', displayName: 'Zephyrine Quill', phone: '+41792220001', email: 'zq@quill.example' },
  { name: 'saffron', role: 'student', displayName: 'Leopold Marsh', phone: '+41792220002', email: 'leo@marsh.example' },
  { name: 'senna', role: 'student', displayName: 'Ingrid Thorne', phone: '+41792220003', email: 'it@thorne.example' },
  { name: 'sumac', role: 'student', displayName: 'Casimir Holt', phone: '+41792220004', email: 'cas@holt.example' },
  { name: 'warden', role: 'admin', displayName: 'Philippa Wren', phone: '+41793330001', email: 'pip@wren.example' }
] as const
export type CastName = (typeof cast)[number]['name']

/** Somebody with a line of their own, on which every byte is kept. */
export interface Player {
  readonly name: CastName
  readonly userId: string
  readonly proxy: RecordingProxy
  readonly ask: Ask
  /** Access and renewal tokens given so far. */
  readonly tokens: readonly string[]
  /** Tokens last an hour. */
  signInAgain(): Promise<void>
}

export async function addPlayer(test: TestServer, name: CastName): Promise<Player> {
  const person = cast.find(one => one.name === name)
  if (person === undefined) throw new Error(`${name} is not in the cast`)
  const { role, ...more } = person
  const userId = await test.addAccount(name, role, more)
  // So that mail goes there.
  await test.server.service.confirmEmail(userId, () => true)
  const proxy = await startRecordingProxy(test.url)
  const tokens: string[] = []
  let ask = createClient(proxy.url)

  async function signInAgain(): Promise<void> {
    const { json } = await createClient(proxy.url)('POST', '/_session', { name, password: passwordOf(name) })
    tokens.push(String(json['token']), String(json['renewalToken']))
    // As a device of today: what an older one does not know would be left as it is stored (VE6).
    ask = createClient(proxy.url, { ...bearer(String(json['token'])), [versionHeader]: productVersion })
  }
  await signInAgain()
  return { name, userId, proxy, tokens, ask: (...request) => ask(...request), signInAgain }
}
