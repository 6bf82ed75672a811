import { createNoticeId, type Notice } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import { fieldsOf, readNotice, writeKept } from '../notices/notice-payload.ts'
import type { Recall } from './recall.ts'

/** What a `server-set-back` notice tells. */
export interface SetBackReport {
  /** About when the last change was made that the server still has; absent where nothing is left, or nobody knows. */
  readonly dataFrom?: Instant | undefined
  /** Documents of this device that were sent again. */
  readonly sentAgain: number
  /** Those that have notices of their own. */
  readonly needYou: number
  /** What the server does not know any more: a sequence for each collection. */
  readonly pasts: Readonly<Record<string, string>>
}

/** Undefined where a notice is about something else, or does not tell all of it. */
export function readSetBack(notice: Notice): SetBackReport | undefined {
  const told = readNotice(notice)
  if (told.topic !== 'server-set-back') return undefined
  const { dataFrom, sentAgain, needYou, pasts } = fieldsOf(told.mine)
  if (sentAgain === undefined || needYou === undefined || pasts === undefined) return undefined
  return { ...(dataFrom === undefined ? {} : { dataFrom }), sentAgain, needYou, pasts }
}

/** The same notice with what is to be told by now. */
export function withReport(notice: Notice, report: SetBackReport): Notice {
  return { ...notice, ...writeKept('server-set-back', { mine: report }) }
}

/** Tells the person once that the server was set back, and what their device did about it. */
export function createSetBackNotice(report: SetBackReport, { occasion, now }: Recall): Notice {
  return {
    id: createNoticeId('server-set-back', 'server', occasion),
    kind: 'notice',
    topic: 'server-set-back',
    at: now,
    subject: { collection: 'users', id: 'server' },
    ...writeKept('server-set-back', { mine: report }),
    dismissed: false
  }
}
