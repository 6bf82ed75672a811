import { act } from 'react'
import { expect, test } from 'vitest'
import type { AskedDate, Outcome, PlannedFollowing, SeriesActions } from '#renderer/contract/screens.ts'
import { MoveDates } from '#renderer/shared/sessions/following/move-dates.tsx'
import { useFollowingMove } from '#renderer/shared/sessions/following/use-following-move.ts'
import { click, getControl, renderWithStores } from '../../render-with-stores.tsx'
import { sessionIn } from '../booking/booking-samples.ts'

const hourMs = 3_600_000
const series = { id: 'a'.repeat(32), position: 0 }
const calls = [sessionIn(20, 1, { series }), sessionIn(20 + 7 * 24, 2, { series: { ...series, position: 1 } })] as const

function Probe() {
  const [call] = calls
  const following = useFollowingMove(call, call.startsAt + hourMs, undefined)
  return (
    <>
      <button type="button" onClick={() => following.setAll(true)}>
        All
      </button>
      <button type="button" onClick={() => void following.ask('')}>
        Move {following.count}
      </button>
      <MoveDates choice={following} />
    </>
  )
}

test('SR9 while its sessions are asked to move one by one, none of them is said to stay where it is', async () => {
  const answered = Promise.withResolvers<Outcome<readonly AskedDate[]>>()
  let isAsked = false
  const planMove = (): readonly PlannedFollowing[] =>
    calls.map(call => ({
      call,
      isMovedSingly: false,
      refusal: isAsked ? 'move-waiting' : undefined,
      to: call.startsAt + hourMs,
      clock: 'exact',
      givingWay: []
    }))
  const actions: Pick<SeriesActions, 'listFollowing' | 'planMove' | 'moveEach'> = {
    listFollowing: () => calls.map(call => ({ call, isMovedSingly: false, refusal: undefined })),
    planMove,
    moveEach: () => answered.promise
  }
  const { body, text, workspace } = await renderWithStores(<Probe />, {
    workspace: { calls, loadSeriesActions: () => Promise.resolve(actions as SeriesActions) }
  })
  await click(getControl(body, 'All'))
  await click(getControl(body, 'Move 2'))
  isAsked = true
  await act(async () => workspace.setState({ calls: [...calls] }))
  expect(text()).not.toContain('Stays here')
  getControl(body, 'Move 2')

  // Refused as a whole: what the sessions are by now counts again.
  await act(async () => answered.resolve({ ok: false, refusal: 'offline' }))
  expect(text()).toContain('Stays here')
  getControl(body, 'Move 0')
})
