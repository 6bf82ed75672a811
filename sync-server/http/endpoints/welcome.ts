import { identityProofSchema, identityQuestionSchema } from '#domain/wire/identity.ts'
import { type DemoOffer, type UpAnswer, upSchema, type WelcomeAnswer, welcomeSchema } from '#domain/wire/welcome.ts'
import { capabilities, productVersion } from '#domain/versions/product-version.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { bodyLimits } from '../request-shapes.ts'

/** What CouchDB's clients look for in a welcome. */
const createWelcome = ({
  readsCalendars,
  sendsMail,
  demo
}: {
  readonly readsCalendars: boolean
  readonly sendsMail: boolean
  readonly demo: DemoOffer | undefined
}) =>
  ({
    couchdb: 'Welcome',
    version: '3.3.0',
    // Less where the operator forbids to read calendars of the web (BU6), or has named no mail server.
    features: capabilities.filter(name => (name !== 'busy-link' || readsCalendars) && (name !== 'mail' || sendsMail)),
    vendor: { name: 'CoachDesk', version: productVersion },
    ...(demo === undefined ? {} : { demo })
  }) satisfies WelcomeAnswer & { readonly couchdb: string; readonly version: string }

/** What the server says of itself. */
export const welcomeEndpoints = {
  welcome: defineEndpoint({
    method: 'GET',
    path: '/',
    access: 'everyone',
    answer: welcomeSchema,
    handle({ res }, { settings, mail, demoOffer }) {
      const can = { readsCalendars: settings.readsCalendars === true, sendsMail: mail !== undefined }
      sendJson(res, 200, createWelcome({ ...can, demo: demoOffer?.() }))
    }
  }),

  up: defineEndpoint({
    method: 'GET',
    path: '/_up',
    access: 'everyone',
    answer: upSchema,
    async handle({ res }, { databases, clock: { doubt } }) {
      const { failing, isFull, isDamaged } = await databases.health()
      const broken = [...(failing.length > 0 ? (['storage'] as const) : []), ...(isFull ? (['disk'] as const) : [])]
      const reasons = [
        ...broken,
        ...(isDamaged ? (['damaged'] as const) : []),
        ...(doubt === undefined ? [] : (['clock'] as const))
      ]
      const said = { ...(reasons.length > 0 ? { reasons } : {}), ...(doubt === undefined ? {} : { clock: doubt.kind }) }
      if (broken.length > 0) sendJson(res, 503, { status: 'storage_unavailable', ...said } satisfies UpAnswer)
      // A clock in doubt keeps nobody from working, and damage not everybody: who restarts a server that is not well would go on for ever.
      else sendJson(res, 200, { status: 'ok', ...said } satisfies UpAnswer)
    }
  }),

  identity: defineEndpoint({
    method: 'POST',
    path: '/_identity',
    access: 'everyone',
    answer: identityProofSchema,
    body: { schema: identityQuestionSchema, limit: bodyLimits.small },
    handle({ res, body }, { identity }) {
      const proof = identity.prove(body)
      if (proof === undefined) throw new HttpError(403, 'forbidden', 'address-not-listed')
      sendJson(res, 200, proof)
    }
  })
} as const
