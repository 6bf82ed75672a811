import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import { type SessionCopy, type SessionRequest, wordFields } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isReason, type Reason } from '#domain/model/reasons.ts'
import { withoutUndefined } from '#domain/without-undefined.ts'
import { createOutsideReader, type OutsideDocument } from '#renderer/data/database/collections.ts'
import type { UnsyncedDocument } from '#renderer/data/recovery/recovery-contents.ts'
import type { ActionContext } from '../actions/action-context.ts'
import { createSessionCopyWrites } from '../actions/session-copy-writes.ts'
import { createRefusedNotice } from '../actions/refused-request.ts'
import { createPencilJudge } from '../actions/pencil-judge.ts'
import type { Refusal, WorkspaceActions } from '#renderer/contract/screens.ts'
import { createOwnDocumentBringer } from './bring-back-own-document.ts'
import { chooseRequest } from './choose-request.ts'
import { joinKept } from './join-kept.ts'
import { withoutTold } from './without-told.ts'
import { back, type Fate, left, refusalOf, same } from './fate.ts'

const readCopy = createOutsideReader('calls')

type OutsideCall = OutsideDocument<SessionCopy>

/** A session of a file, and the server's state that it was built on. */
interface KeptCall {
  readonly kept: OutsideCall
  readonly base: OutsideCall | undefined
}

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
  const bringBackOwnDocument = createOwnDocumentBringer({ context, hasFetched })

  function judgeRequest(kept: SessionCopy, current: SessionCopy, request: SessionRequest): Refusal | undefined {
    if (request.kind === 'reschedule') {
      // A file may be old: what was moved since was moved by somebody who knew better (SE12).
      if (kept.slotId !== current.slotId) return 'outdated'
      return findRescheduleRefusal(current.id, request.toSlotId, request.makesSlot)?.refusal
    }
    return writes.judgeRequest(current, request)?.refusal
  }

  async function findHere(id: string): Promise<OutsideCall | undefined> {
    const stored = await calls.findStored(id)
    const shown = writes.find(id)
    return stored === undefined || shown === undefined ? undefined : { raw: stored.raw as SessionCopy, shown }
  }

  /** What is asked goes by what is shown of each state; what is stored is made of the states themselves, unknown fields and all. */
  function mergeKept({ kept, base }: KeptCall, current: OutsideCall) {
    const { request, refusal } = chooseRequest(kept.shown, base?.shown, current.shown, wish =>
      judgeRequest(kept.shown, current.shown, wish)
    )
    const refusedWords = wordFields.some(field => !isSame(kept.shown[field], current.shown[field]))
      ? writes.judgeWords(current.shown)?.refusal
      : undefined
    const { request: standing } = current.raw
    const { resolved, notices: told } = joinKept({
      ...(base === undefined ? {} : { assumed: { deleted: false, value: { ...base.raw, request: standing } } }),
      server: { deleted: false, value: current.raw },
      local: { deleted: false, value: { ...kept.raw, request: standing } },
      ...toReason(refusedWords),
      now: now()
    })
    const wish = kept.shown.request
    const refused = refusal !== undefined && wish !== undefined && 'reason' in wish ? [wish] : []
    const asked = isSame(request, current.shown.request) ? standing : request
    return {
      next: withoutUndefined({ ...resolved.value, request: asked }) as SessionCopy,
      told: [...told, ...refused.map(it => createRefusedNotice(current.shown, it, toReason(refusal).reason, now()))],
      refusal,
      refusedWords: told.length > 0 ? refusedWords : undefined
    }
  }

  async function bringBackCall(call: KeptCall, current: OutsideCall): Promise<readonly Fate[]> {
    const { next, told, refusal, refusedWords } = mergeKept(call, current)
    // First the notices, then the words are overwritten: an interruption repeats both.
    await notices.addMissing(withoutTold(told, notices.items))
    const isChanged = !isSame(next, withoutUndefined(current.raw))
    if (isChanged) {
      const outcome = await calls.bringBack(next.id, (raw, shown) =>
        // A pull may have come between.
        raw?.kind === 'call' && shown?.kind === 'call' ? mergeKept(call, { raw, shown }).next : undefined
      )
      refusalOf(outcome)
    }
    return [
      isChanged ? back('changes') : same,
      ...(refusal === undefined ? [] : [left('request', refusal, current.shown)]),
      ...(refusedWords === undefined ? [] : [left('session', refusedWords, current.shown)])
    ]
  }

  /** A booking for a student that no server has judged is judged as if it were made now. */
  async function pencilAgain(kept: SessionCopy): Promise<Fate> {
    if ((await calls.findStored(kept.id))?.deleted === true) return same
    const haveMet = pencils.findKnown(kept.otherId) !== undefined || kept.signed !== undefined
    const refusal = pencils.judge(kept.id, kept.slotId, kept.otherId, haveMet)?.refusal
    if (refusal === undefined) {
      refusalOf(await calls.bringBack(kept.id, there => there ?? kept))
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

  async function bringBackAbsent({ kept: { raw, shown }, base }: KeptCall): Promise<Fate> {
    if (shown.status === 'pencilled') return pencilAgain(raw)
    if (!hasFetched()) return left('session', 'not-fetched', shown)
    return (await keepWords(raw, base?.raw)) ? left('session', 'session-gone', shown) : same
  }

  /** A notice keeps whether it was put aside; one that the server has no longer is kept for what was typed. */
  async function bringBackNotice({ raw, shown: kept }: OutsideDocument<Notice>): Promise<Fate> {
    const current = calls.find(kept.id)
    if (current?.kind === 'notice') {
      if (!kept.dismissed || current.dismissed) return same
      refusalOf(await calls.change(kept.id, copy => (copy.kind === 'notice' ? { ...copy, dismissed: true } : copy)))
      return back('notices')
    }
    if (kept.mine === undefined || (await notices.findStored(kept.id)) !== undefined) return same
    refusalOf(await notices.bringBack(kept.id, there => there ?? raw))
    return back('notices')
  }

  return async function bringBackCopy({ local, base }: UnsyncedDocument): Promise<readonly Fate[]> {
    if (local.deleted) return [same]
    const document = readCopy(local.value)
    if (document === undefined) return [left('session', 'item-unreadable', nameOf(local.value))]
    if (isNotice(document)) return [await bringBackNotice(document)]
    if (!isCall(document)) return [await bringBackOwnDocument(document.raw, base)]
    const { shown } = document
    if (shown.partyRole !== account.role) return [left('session', 'not-yours', shown)]
    const known = base === undefined || base.deleted ? undefined : readCopy(base.value)
    const call = { kept: document, base: known !== undefined && isCall(known) ? known : undefined }
    const current = await findHere(shown.id)
    return current === undefined ? [await bringBackAbsent(call)] : bringBackCall(call, current)
  }
}

function isCall(document: OutsideDocument<OwnDocument>): document is OutsideCall {
  return document.shown.kind === 'call'
}

function isNotice(document: OutsideDocument<OwnDocument>): document is OutsideDocument<Notice> {
  return document.shown.kind === 'notice'
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
