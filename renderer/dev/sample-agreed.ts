import type { Action, Shared } from '#domain/model/action.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { at, createSampleData } from './sample-data.ts'

const idOf = (index: number) => (0xac0 + index).toString(16).padStart(32, '0')

const summary =
  'We read the letter aloud. It is yours now: *say what you want*, not what they need.\n\n- Two pages\n- No thanks in advance'

/** What was agreed on a past session: by date, overdue, done, and an action that was changed after it was ticked. */
export function createSampleAgreed(account: DeviceAccount): Partial<WorkspaceData> {
  const madeAt = at(-7, 12)
  const own: Readonly<Record<string, Pick<Action, 'text' | 'owner' | 'dueDate'>>> = {
    [idOf(1)]: {
      text: 'Send the letter to two people who have never read one',
      owner: 'student',
      dueDate: '2026-11-16'
    },
    [idOf(2)]: { text: 'Call the group in Basel', owner: 'student', dueDate: '2026-11-20' },
    [idOf(3)]: { text: 'Write down what the offer would have to say', owner: 'student' },
    [idOf(4)]: { text: 'Rehearse the talk twice, standing', owner: 'student', dueDate: '2026-12-10' },
    [idOf(5)]: { text: 'Ask for the list of foundations', owner: 'coach', dueDate: '2026-11-19' }
  }
  const ticks = {
    [idOf(2)]: { doneAt: at(-1, 9), editedAt: at(-1, 9), text: 'Call the group in Basel' },
    [idOf(4)]: { doneAt: at(-2, 9), editedAt: at(-2, 9), text: 'Rehearse the talk' }
  }
  const actions = Object.fromEntries(
    Object.entries(own).map(([id, action]) => [id, { ...action, madeAt, editedAt: madeAt }])
  )
  const theirs = Object.entries(own).filter(([, { owner }]) => owner === 'student')
  const shared: Shared = {
    summary,
    at: madeAt,
    actions: Object.fromEntries(
      theirs.map(([id, { text, dueDate }]) => [id, { text, madeAt, ...(dueDate === undefined ? {} : { dueDate }) }])
    )
  }
  const { calls = [] } = createSampleData(account)
  const first = calls.find(({ status }) => status === 'completed')
  return {
    calls: calls.map(call => {
      if (call !== first) return call
      const { followUps: _before, ...rest } = call
      return account.role === 'coach' ? { ...rest, summary, actions, otherTicks: ticks } : { ...rest, shared, ticks }
    })
  }
}
