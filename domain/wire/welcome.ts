import { z } from 'zod'
import { maxSignInNameLength } from '../model/account.ts'
import { displayNameSchema } from '../model/primitives.ts'
import { roleSchema } from '../model/role.ts'

/** Names of what a server can do, see versions/product-version.ts. */
export const featuresSchema = z.array(z.string().max(100)).max(1_000)

/** Of a demo alone: people whom everybody may play, and the one password that they share. */
const demoOfferSchema = z.object({
  password: z.string().max(256),
  people: z
    .array(
      z.object({ name: z.string().min(1).max(maxSignInNameLength), displayName: displayNameSchema, role: roleSchema })
    )
    .min(1)
    .max(50)
})
export type DemoOffer = z.infer<typeof demoOfferSchema>

/** `GET /`: CouchDB's welcome. One without a list of features is of something else. */
export const welcomeSchema = z.object({
  features: featuresSchema,
  vendor: z.object({ name: z.string(), version: z.string().optional() }).optional(),
  /** One that cannot be read is none: nothing but a convenience is lost. */
  demo: demoOfferSchema.optional().catch(undefined)
})
export type WelcomeAnswer = z.infer<typeof welcomeSchema>

/** `GET /_up`: whether the server is well. */
export const upSchema = z.object({
  status: z.enum(['ok', 'storage_unavailable']),
  reasons: z.array(z.enum(['storage', 'disk', 'damaged', 'clock'])).optional(),
  clock: z.enum(['jumped', 'long-after-data', 'before-data']).optional()
})
export type UpAnswer = z.infer<typeof upSchema>
