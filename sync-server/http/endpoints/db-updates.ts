import { z } from 'zod'
import { listReadable } from '#domain/rules/access.ts'
import { formatSequence } from '#domain/wire/sequence.ts'
import { databaseUpdateLineSchema, databaseUpdatesSchema } from '#domain/wire/replication.ts'
import type { UserContext } from '../../accounts/active-sign-in.ts'
import type { DatabaseChange } from '../change-hub.ts'
import { sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { readFeedTimes } from '../feed-keeper.ts'
import { feedKeys } from '../request-shapes.ts'
import { readSequence } from '../sequences.ts'
import type { Services } from '../services.ts'

interface DbUpdate {
  readonly db_name: string
  readonly type: 'updated'
  /** The database's own sequence. */
  readonly seq: string
}

/**
 * Which of the databases that this user may read have changed. `since` is opaque and belongs to one run of the server; one of
 * another run, or none known, is answered with all of them, so that nothing is ever missed.
 */
export const dbUpdatesEndpoints = {
  'db-updates': defineEndpoint({
    method: 'GET',
    path: '/_db_updates',
    access: 'signed-in',
    isSync: true,
    answer: databaseUpdatesSchema,
    line: databaseUpdateLineSchema,
    query: z.object({ ...feedKeys, since: z.string().max(80).optional() }),
    async handle({ res, signIn, query }, services) {
      const { hub, feeds, runId } = services
      const { user } = signIn
      const position = (tick: number): string => `${tick}-${runId}`
      const since = query.since ?? (query.feed === 'normal' ? '0' : 'now')
      const missed = since === 'now' ? [] : await readMissed(user, since, services)
      const page = (results: readonly DbUpdate[]) => ({ results, last_seq: position(hub.tick) })
      if (query.feed === 'normal' || (query.feed === 'longpoll' && missed.length > 0))
        return sendJson(res, 200, page(missed))

      const isContinuous = query.feed === 'continuous'
      const feed = feeds.open(res, {
        signIn,
        ...readFeedTimes(query),
        lastWords: () =>
          isContinuous ? `${JSON.stringify({ last_seq: position(hub.tick) })}\n` : `${JSON.stringify(page([]))}\n`
      })
      feed.onClose(
        hub.subscribe(listReadable(user), change => {
          if (isContinuous) feed.write(changeToLine(change))
          else feed.end(`${JSON.stringify(page([changeToUpdate(change)]))}\n`)
        })
      )
      for (const update of missed) feed.write(`${JSON.stringify(update)}\n`)
    }
  })
} as const

async function readMissed(user: UserContext, since: string, services: Services): Promise<readonly DbUpdate[]> {
  const { hub, runId } = services
  const names = listReadable(user)
  const [tick = '', run] = since.split('-', 2)
  if (run !== runId) return listAll(names, await readQuiet(names, services), services)
  return names.flatMap(name => {
    const last = hub.last(name)
    return last !== undefined && last.tick > Number(tick) ? [changeToUpdate(last)] : []
  })
}

/** Of databases without a commit in this run: read before anything is looked up, so that nothing falls in between. */
async function readQuiet(names: readonly string[], { hub, databases }: Services): Promise<ReadonlyMap<string, string>> {
  const quiet = names.filter(name => hub.last(name) === undefined)
  const read = async (name: string) => [name, await readSequence(await databases.open(name))] as const
  return new Map(await Promise.all(quiet.map(read)))
}

function listAll(names: readonly string[], quiet: ReadonlyMap<string, string>, { hub }: Services): readonly DbUpdate[] {
  return names.map(name => {
    const last = hub.last(name)
    if (last !== undefined) return changeToUpdate(last)
    return { db_name: name, type: 'updated', seq: quiet.get(name) ?? '0' }
  })
}

function changeToUpdate({ name, lastSeq }: DatabaseChange): DbUpdate {
  return { db_name: name, type: 'updated', seq: formatSequence(lastSeq) }
}

/** One buffer for everybody who is told of the same commit. */
const lineByChange = new WeakMap<DatabaseChange, Buffer>()

function changeToLine(change: DatabaseChange): Buffer {
  const line = lineByChange.get(change) ?? Buffer.from(`${JSON.stringify(changeToUpdate(change))}\n`)
  lineByChange.set(change, line)
  return line
}
