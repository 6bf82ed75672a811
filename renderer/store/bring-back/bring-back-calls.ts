import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isReason, type Reason } from '#domain/model/reasons.ts'
import { createStrictReader } from '#renderer/data/database/collections.ts'
import type { UnsyncedDocument } from '#renderer/data/recovery/recovery-contents.ts'
import type { ActionContext } from '../actions/action-context.ts'
import { createSessionCopyWrites, withoutUndefined } from '../actions/session-copy-writes.ts'
import { createRefusedNotice } from '../actions/refused-request.ts'
import { createPencilJudge } from '../actions/pencil-judge.ts'
import type { Refusal, WorkspaceActions } from '#renderer/contract/screens.ts'
import { chooseRequest } from './choose-request.ts'
import { joinKept } from './join-kept.ts'
import { withoutTold } from './without-told.ts'
import { back, type Fate, left, refusalOf, same } from './fate.ts'

const readCopy = createStrictReader('calls')
const words = ['satisfaction', 'notes', 'followUps', 'review'] as const

interface CallsParts {
  readonly context: ActionContext
  readonly findRescheduleRefusal: WorkspaceActions['findRescheduleRefusal']
  /** Whether this device holds everything that the server has. */
  readonly hasFetched: () => boolean
}

/** Sessions and notices of the server's, as they were on a device (PW8, PW9). Of a session only what is its party's own comes back. */
export function createCallsBringer({ context, findRescheduleRefusal, hasFetched }: CallsParts) {
  const { account, repositories, now } = context
  const { calls, notices } = repositories
  const writes = createSessionCopyWrites(context)
  const pencils = createPencilJudge(context)

  function judgeRequest(current: SessionCopy, request: SessionRequest): Refusal | undefined {
    if (request.kind === 'reschedule') return findRescheduleRefusal(current.id, request.toSlotId)?.refusal
    return writes.judgeRequest(current, request)?.refusal
  }

  function mergeKept(kept: SessionCopy, base: SessionCopy | undefined, current: SessionCopy) {
    const { request, refusal } = chooseRequest(kept, base, current, wish => judgeRequest(current, wish))
    const refusedWords = words.some(field => !isSame(kept[field], current[field]))
      ? writes.judgeWords(current)?.refusal
      : undefined
    const { resolved, notices: told } = joinKept({
      ...(base === undefined ? {} : { assumed: { deleted: false, value: { ...base, request: current.request } } }),
      server: { deleted: false, value: current },
      local: { deleted: false, value: { ...kept, request: current.request } },
      ...toReason(refusedWords),
      now: now()
    })
    const wish = kept.request
    const refused = refusal !== undefined && wish !== undefined && 'reason' in wish ? [wish] : []
    return {
      next: withoutUndefined({ ...resolved.value, request }) as SessionCopy,
      told: [...told, ...refused.map(it => createRefusedNotice(current, it, toReason(refusal).reason, now()))],
      refusal,
      refusedWords: told.length > 0 ? refusedWords : undefined
    }
  }

  async function bringBackCall(
    kept: SessionCopy,
    base: SessionCopy | undefined,
    current: SessionCopy
  ): Promise<readonly Fate[]> {
    const { next, told, refusal, refusedWords } = mergeKept(kept, base, current)
    // First the notices, then the words are overwritten: an interruption repeats both.
    await notices.addMissing(withoutTold(told, notices.items))
    const isChanged = !isSame(next, withoutUndefined(current))
    // A pull may have come between.
    if (isChanged) refusalOf(await writes.change(current.id, there => mergeKept(kept, base, there).next))
    return [
      isChanged ? back('changes') : same,
      ...(refusal === undefined ? [] : [left('request', refusal, current)]),
      ...(refusedWords === undefined ? [] : [left('session', refusedWords, current)])
    ]
  }

  /** A booking for a student that no server has judged is judged as if it were made now. */
  async function pencilAgain(kept: SessionCopy): Promise<Fate> {
    if ((await calls.findStored(kept.id))?.deleted === true) return same
    const haveMet = pencils.listMet(kept.otherId).length > 0 || kept.signed !== undefined
    const refusal = pencils.judge(kept.id, kept.slotId, kept.otherId, haveMet)?.refusal
    if (refusal === undefined) {
      refusalOf(await calls.save(kept))
      return back('changes')
    }
    await keepWords(kept, undefined, refusal)
    return left('pencil', refusal, kept)
  }

  /** What was typed beside a session that is not here goes to the inbox. Answers whether there was anything. */
  async function keepWords(kept: SessionCopy, base: SessionCopy | undefined, refusal?: Refusal): Promise<boolean> {
    const { notices: told } = mergeSessionCopy({
      ...(base === undefined ? {} : { assumed: { deleted: false, value: base } }),
      server: { deleted: true, value: kept },
      local: { deleted: false, value: kept },
      ...toReason(refusal),
      now: now()
    })
    await notices.addMissing(told)
    return told.length > 0
  }

  async function bringBackAbsent(kept: SessionCopy, base: SessionCopy | undefined): Promise<Fate> {
    if (kept.status === 'pencilled') return pencilAgain(kept)
    if (!hasFetched()) return left('session', 'not-fetched', kept)
    return (await keepWords(kept, base)) ? left('session', 'session-gone', kept) : same
  }

  /** A notice keeps whether it was put aside; one that the server has no longer is kept for what was typed. */
  async function bringBackNotice(kept: Notice): Promise<Fate> {
    const current = calls.find(kept.id)
    if (current?.kind === 'notice') {
      if (!kept.dismissed || current.dismissed) return same
      refusalOf(await calls.change(kept.id, copy => (copy.kind === 'notice' ? { ...copy, dismissed: true } : copy)))
      return back('notices')
    }
    if (kept.mine === undefined || (await notices.findStored(kept.id)) !== undefined) return same
    await notices.addMissing([kept])
    return back('notices')
  }

  return async function bringBackCopy({ local, base }: UnsyncedDocument): Promise<readonly Fate[]> {
    if (local.deleted) return [same]
    const kept = readCopy(local.value)
    if (kept === undefined) return [left('session', 'item-unreadable', nameOf(local.value))]
    if (kept.kind === 'notice') return [await bringBackNotice(kept)]
    if (kept.partyRole !== account.role) return [left('session', 'not-yours', kept)]
    const known = base === undefined || base.deleted ? undefined : readCopy(base.value)
    const baseCall = known?.kind === 'call' ? known : undefined
    const current = writes.find(kept.id)
    return current === undefined ? [await bringBackAbsent(kept, baseCall)] : bringBackCall(kept, baseCall, current)
  }
}

function toReason(refusal: Refusal | undefined): { readonly reason?: Reason } {
  return refusal !== undefined && isReason(refusal) ? { reason: refusal } : {}
}

/** As far as a document that cannot be read says it. */
export function nameOf({ startsAt, otherName }: Readonly<Record<string, unknown>>) {
  return {
    startsAt: typeof startsAt === 'number' ? startsAt : undefined,
    otherName: typeof otherName === 'string' ? otherName : undefined
  }
}
