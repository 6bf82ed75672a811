import { statfs } from 'node:fs/promises'
import { productVersion } from '#domain/versions/product-version.ts'
import {
  type HealthAnswer,
  healthSchema,
  type MailStateAnswer,
  mailStateSchema,
  type MailTestAnswer,
  mailTestSchema
} from '#domain/wire/administration.ts'
import { type DoneAnswer, doneSchema } from '#domain/wire/sign-in.ts'
import { HttpError, sendJson } from '../../couch-answer.ts'
import { defineEndpoint } from '../../endpoint.ts'

/** So many mails that could not be sent are listed. */
const maxFailed = 200

/** What the server knows of its mail and of itself. */
export const adminServerEndpoints = {
  'admin-mail': defineEndpoint({
    method: 'GET',
    path: '/_admin/mail',
    access: 'administrator',
    answer: mailStateSchema,
    cost: 20,
    handle({ res, signIn }, { mail, directory }) {
      const own = directory.find(signIn.user.userId)
      const waiting = mail?.listWaiting() ?? []
      const failed = mail?.listFailed() ?? []
      const oldestAt = waiting.reduce((oldest, { madeAt }) => Math.min(oldest, madeAt), Infinity)
      sendJson(res, 200, {
        ...(mail === undefined ? {} : { from: mail.from }),
        hasOwnAddress: own?.email !== undefined && own.emailConfirmedAt !== undefined,
        waiting: waiting.length,
        tried: waiting.filter(({ attempts }) => attempts > 0).length,
        ...(waiting.length === 0 ? {} : { oldestAt }),
        failed: failed.slice(0, maxFailed).map(({ id, to, kind, state, endedAt = 0, why }) => ({
          id,
          to: { userId: to, displayName: directory.find(to)?.displayName ?? '' },
          kind,
          state: state === 'refused' ? 'refused' : 'given-up',
          endedAt,
          ...(why === undefined ? {} : { why })
        })),
        failedInAll: failed.length
      } satisfies MailStateAnswer)
    }
  }),

  'admin-mail-test': defineEndpoint({
    method: 'POST',
    path: '/_admin/mail/test',
    access: 'administrator',
    asksPassword: true,
    answer: mailTestSchema,
    // A mail leaves the house.
    cost: 200,
    async handle({ res, signIn }, { mail, directory, audit }) {
      const own = directory.find(signIn.user.userId)
      // Mail goes to addresses that count, and to no other (ML3).
      if (mail === undefined || own?.email === undefined || own.emailConfirmedAt === undefined)
        throw new HttpError(404, 'not_found', 'missing')
      const delivery = await mail.sendTest({ displayName: own.displayName, email: own.email })
      await audit.add({ by: own.id, act: 'mail-tested', details: { outcome: delivery.kind } })
      const why = delivery.kind === 'taken' ? {} : { why: delivery.why }
      sendJson(res, 200, { outcome: delivery.kind, ...why } satisfies MailTestAnswer)
    }
  }),

  'admin-mail-again': defineEndpoint({
    method: 'POST',
    path: '/_admin/mail/:id/again',
    access: 'administrator',
    asksPassword: true,
    answer: doneSchema,
    cost: 20,
    async handle({ res, signIn, params }, { mail, audit }) {
      const failed = mail?.listFailed().find(({ id }) => id === params.id)
      if (mail === undefined || failed === undefined || !(await mail.tryAgain(params.id)))
        throw new HttpError(404, 'not_found', 'missing')
      await audit.add({
        by: signIn.user.userId,
        act: 'mail-tried-again',
        subject: failed.to,
        details: { kind: failed.kind }
      })
      sendJson(res, 200, { ok: true } satisfies DoneAnswer)
    }
  }),

  'admin-health': defineEndpoint({
    method: 'GET',
    path: '/_admin/health',
    access: 'administrator',
    answer: healthSchema,
    cost: 20,
    async handle({ res }, { databases, settings, clock: { doubt }, directory, signIns, feeds, mail, startedAt, now }) {
      const { failing, isFull, isDamaged } = await databases.health()
      const freeBytes = await readFreeBytes(settings.dataFolder)
      const accounts = directory.list()
      sendJson(res, 200, {
        version: productVersion,
        startedAt,
        now: now(),
        storage: { failing: failing.length, isFull, isDamaged },
        ...(freeBytes === undefined ? {} : { disk: { freeBytes, minFreeBytes: settings.minFreeBytes } }),
        ...(doubt === undefined ? {} : { clock: doubt.kind }),
        accounts: accounts.length,
        signIns: accounts.reduce((count, { id }) => count + signIns.list(id).length, 0),
        connected: feeds.countDevices(),
        mail: mail !== undefined
      } satisfies HealthAnswer)
    }
  })
} as const

/** Undefined where the disk does not say. */
async function readFreeBytes(folder: string): Promise<number | undefined> {
  const room = await statfs(folder).catch(() => undefined)
  return room === undefined ? undefined : room.bavail * room.bsize
}
