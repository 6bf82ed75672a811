import { setImmediate } from 'node:timers/promises'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { betweenWritesMs } from '#renderer/store/drafts/draft-keeper.ts'
import type { Act } from '../plan/act.ts'
import type { Power } from './power.ts'
import type { TypingTime } from './typing-time.ts'

/** Of what is typed at most this much may be missing, ms. */
const lastSecondMs = 1_000
/** Between two letters, ms: faster than any pause that a keeper might wait for. */
const gapsMs = [30, 70, 110, 150, 90, 60]

/**
 * Somebody types into a form without ever pausing, until all is typed or the power goes. A write takes less than the time to the
 * next letter. What was typed in the same form before stays.
 * @param onDue what may not be missing any more
 */
export async function typeDraft(parts: {
  readonly wish: Extract<Act, { kind: 'type' }>
  readonly state: WorkspaceStoreState
  readonly userId: string
  readonly time: TypingTime
  readonly power: Power
  readonly onDue: (words: string) => void
}): Promise<void> {
  const { wish, state, userId, time, power, onDue } = parts
  const before = state.drafts.find(({ form, subjectId }) => form === 'details' && subjectId === userId)
  const typedBefore: unknown = before === undefined ? undefined : Object(before.values)['displayName']
  const beginning = typeof typedBefore === 'string' ? typedBefore : ''
  const typedAt: number[] = []
  const wordsOf = (letters: number): string =>
    wish.words + Array.from({ length: letters }, (_, at) => 'abcdefghij'.charAt(at % 10)).join('')
  time.begin()
  while (typedAt.length < wish.letters && power.isOn) {
    typedAt.push(time.now)
    const values = { displayName: beginning + wordsOf(typedAt.length) }
    state.saveDraft({ form: 'details', subjectId: userId, values }).catch(() => undefined)
    // The keeper is at work until it waits again.
    while (power.isOn && !time.isWaited(betweenWritesMs)) await setImmediate()
    time.pass(gapsMs[typedAt.length % gapsMs.length] ?? 0)
    const due = typedAt.filter(at => at <= time.now - lastSecondMs).length
    if (power.isOn && due > 0) onDue(wordsOf(due))
  }
  time.end()
}
