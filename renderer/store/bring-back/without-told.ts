import type { Notice } from '#domain/model/notice.ts'
import { fieldsOf, readNotice } from '#domain/notices/notice-payload.ts'
import { isSame } from '#domain/rules/is-same.ts'

/**
 * The notices that say something new. What is brought back a second time meets the joined words of the first time: fewer fields
 * differ then, and a notice about those would tell again what an earlier one keeps.
 */
export function withoutTold(told: readonly Notice[], known: readonly Notice[]): readonly Notice[] {
  return told.filter(notice => {
    const words = Object.entries(readWords(notice))
    const keepsAll = (other: Notice): boolean => {
      const kept = readWords(other)
      return words.every(([field, value]) => isSame(kept[field], value))
    }
    const isAlike = (other: Notice): boolean => other.topic === notice.topic && other.subject.id === notice.subject.id
    return words.length === 0 || !known.some(other => isAlike(other) && keepsAll(other))
  })
}

function readWords(notice: Notice): Readonly<Record<string, unknown>> {
  return fieldsOf(readNotice(notice).mine)
}
