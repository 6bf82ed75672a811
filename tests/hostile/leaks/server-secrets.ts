import { createHmac } from 'node:crypto'
import { createServerIdentity } from '#server/identity/server-identity.ts'
import type { Secret } from './secrets.ts'

/** What the server of this suite runs with. */
export const serverSecret = 'the secret of the leak test, long enough'
export const serverAddress = 'https://desk.leaks.example'
/** Asked about by everybody, and not this server's: a proof for it would help whoever stands in between. */
export const otherAddress = 'https://relay.leaks.example'
/** A device asks with a fresh one: whoever has it in a log knows who asked when. */
export const askedNonce = 'leak-nonce-'.padEnd(43, 'n')

/** What `/_identity` and everything else keep to themselves: the secret, the private key, a proof for another address. */
export function listServerSecrets(): readonly Secret[] {
  const seed = createHmac('sha256', serverSecret).update('coachdesk server identity').digest()
  const texts = [serverSecret, ...(['hex', 'base64', 'base64url'] as const).map(form => seed.toString(form))]
  const relayed = createServerIdentity(serverSecret, [otherAddress]).prove({ nonce: askedNonce, address: otherAddress })
  return [...texts, relayed?.signature ?? ''].map(text => ({
    owner: 'the server',
    kind: 'key',
    text,
    mayReach: new Set()
  }))
}
