import { createNoticeId, type Notice } from '../model/notice.ts'
import type { Instant, UserId } from '../model/primitives.ts'
import { writeKept } from './notice-payload.ts'

/** What a person is told of a link to a new password (JO25). */
export function createResetNotice(
  topic: 'reset-link-made' | 'password-reset',
  about: {
    readonly userId: UserId
    readonly at: Instant
    /** It was asked for by mail. */
    readonly isMailed: boolean
    /** The administrator who made it. */
    readonly otherName: string | undefined
  }
): Notice {
  const { userId, at, isMailed, otherName } = about
  return {
    id: createNoticeId(topic, userId, String(at)),
    kind: 'notice',
    topic,
    at,
    subject: { collection: 'users', id: userId },
    ...(otherName === undefined ? {} : { otherName }),
    ...writeKept(topic, isMailed ? { theirs: { isMailed: true } } : {}),
    dismissed: false
  }
}
