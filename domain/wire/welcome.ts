import { z } from 'zod'

/** Names of what a server can do, see versions/product-version.ts. */
export const featuresSchema = z.array(z.string().max(100)).max(1_000)

/** `GET /`: CouchDB's welcome. One without a list of features is of something else. */
export const welcomeSchema = z.object({
  features: featuresSchema,
  vendor: z.object({ name: z.string(), version: z.string().optional() }).optional()
})
export type WelcomeAnswer = z.infer<typeof welcomeSchema>

/** `GET /_up`: whether the server is well. */
export const upSchema = z.object({
  status: z.enum(['ok', 'storage_unavailable']),
  reasons: z.array(z.enum(['storage', 'disk', 'damaged', 'clock'])).optional(),
  clock: z.enum(['jumped', 'long-after-data', 'before-data']).optional()
})
export type UpAnswer = z.infer<typeof upSchema>
