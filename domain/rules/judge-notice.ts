import type { Notice } from '../model/notice.ts'
import { isSame } from './is-same.ts'
import { type BaseRevision, type Current, reject, isStale, type Verdict } from './verdict.ts'

/** Judges a write to a server's notice (NT2): its reader may only put it aside or take it back. */
export function judgeNotice(
  pushed: Notice,
  current: Current<Notice>,
  base: BaseRevision
): Verdict<{ readonly put: Notice }> {
  if (current.kind !== 'live') return reject('not-yours-to-create')
  if (isStale(base, current)) return { kind: 'conflict' }
  const put = { ...current.value, dismissed: pushed.dismissed }
  return { kind: isSame(put, pushed) ? 'accepted' : 'adjusted', effect: { put } }
}
