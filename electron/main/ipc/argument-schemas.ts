import { z } from 'zod'
import { instantSchema } from '#domain/model/primitives.ts'
import { partyRoleSchema } from '#domain/model/role.ts'
import { keyStoreChoices, secretKinds } from '#electron/contract/desktop-types.ts'
import type { CallChannel, CallContract } from '#electron/contract/ipc-contract.ts'
import { rememberedKeySchema, rememberedValueSchema } from '../files/remembered.ts'
import { settingsShape } from '../files/stored-settings.ts'

const accountKeySchema = z.string().min(3).max(400)
/** What is unsynced of one account, at most: some thousand long notes. */
const contentsSchema = z.string().max(50_000_000)

const plannedSessionSchema = z.strictObject({
  bookingId: z.string().min(1).max(128),
  startsAt: instantSchema,
  endsAt: instantSchema,
  timesText: z.string().max(80),
  otherName: z.string().max(80),
  awaitsFeedback: z.boolean()
})

const statusSchema = z.strictObject({
  role: partyRoleSchema,
  syncText: z.string().max(200),
  nextText: z.string().max(200).optional(),
  needsPerson: z.int().min(0),
  unsynced: z.int().min(0),
  sessions: z.array(plannedSessionSchema).max(1_000)
})

const nothing = z.tuple([])

/** What a call may carry, parsed before its handler runs. Shapes are exact: an unknown field is a mistake. */
export const argumentSchemas: {
  readonly [C in CallChannel]: z.ZodType<Parameters<CallContract[C]>>
} = {
  'app:describe': nothing,
  'app:may-end': nothing,
  'servers:check': z.tuple([z.string().max(2_000)]),
  'settings:change': z.tuple([z.strictObject(settingsShape).partial()]) as z.ZodType<
    Parameters<CallContract['settings:change']>
  >,
  'key-store:choose': z.tuple([z.enum(keyStoreChoices)]),
  'key-store:check': nothing,
  'secrets:load': z.tuple([z.enum(secretKinds), accountKeySchema]),
  'secrets:load-former': z.tuple([z.enum(secretKinds), accountKeySchema]),
  'secrets:save': z.tuple([z.enum(secretKinds), accountKeySchema, z.string().max(100_000)]),
  'secrets:remove': z.tuple([z.enum(secretKinds), accountKeySchema]),
  'remembered:save': z.tuple([rememberedKeySchema, rememberedValueSchema.nullable()]),
  'recovery:load': z.tuple([accountKeySchema]),
  'recovery:save': z.tuple([
    accountKeySchema,
    z.strictObject({ databaseToken: z.string().max(200), unsynced: z.int().min(0), savedAt: instantSchema }),
    contentsSchema
  ]),
  'recovery:export': z.tuple([accountKeySchema, contentsSchema]),
  'recovery:show-exports': nothing,
  'status:publish': z.tuple([z.union([statusSchema, z.undefined()])]) as z.ZodType<
    Parameters<CallContract['status:publish']>
  >,
  'link:take': nothing,
  'shell:open-external': z.tuple([z.string().max(2_000)]),
  'shell:open-logs': nothing,
  'clipboard:write': z.tuple([z.string().max(100_000)]),
  'page:print': nothing,
  'page:save-pdf': z.tuple([z.string().max(200)]),
  'updates:check': nothing,
  'updates:install': nothing,
  'log:page-fault': z.tuple([
    z.strictObject({ name: z.string().max(100), frames: z.array(z.string().max(300)).max(30) })
  ])
}
