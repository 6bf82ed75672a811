import { z } from 'zod'
import { createNoticeId, type Notice } from '../model/notice.ts'
import { instantSchema } from '../model/primitives.ts'
import type { Recall } from './recall.ts'

/** What a `server-set-back` notice tells. */
const setBackReportSchema = z.object({
  /** About when the last change was made that the server still has; absent where nothing is left, or nobody knows. */
  dataFrom: instantSchema.optional(),
  /** Documents of this device that were sent again. */
  sentAgain: z.int().min(0),
  /** Those that have notices of their own. */
  needYou: z.int().min(0),
  /** What the server does not know any more: a sequence for each collection. */
  pasts: z.record(z.string(), z.string())
})
export type SetBackReport = z.infer<typeof setBackReportSchema>

/** Undefined where a notice is about something else. */
export function readSetBack({ topic, mine }: Notice): SetBackReport | undefined {
  if (topic !== 'server-set-back') return undefined
  try {
    return setBackReportSchema.safeParse(JSON.parse(mine ?? '')).data
  } catch {
    return undefined
  }
}

/** Tells the person once that the server was set back, and what their device did about it. */
export function createSetBackNotice(report: SetBackReport, { occasion, now }: Recall): Notice {
  return {
    id: createNoticeId('server-set-back', 'server', occasion),
    kind: 'notice',
    topic: 'server-set-back',
    at: now,
    subject: { collection: 'users', id: 'server' },
    mine: JSON.stringify(report),
    dismissed: false
  }
}
