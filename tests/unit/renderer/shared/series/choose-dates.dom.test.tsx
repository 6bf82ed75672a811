import { act } from 'react'
import { expect, test } from 'vitest'
import type { Slot } from '#domain/model/slot.ts'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { planSeries } from '#domain/series/plan-series.ts'
import type { AskedDate, Outcome, SeriesActions } from '#renderer/contract/screens.ts'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { ChooseDates } from '#renderer/shared/series/choose-dates.tsx'
import { click, getControl, renderWithStores } from '../../render-with-stores.tsx'
import { anna, bookingIdOf, slotIn } from '../booking/booking-samples.ts'

const weekHours = 7 * 24

test('SR6 while its dates are asked for one by one, a series says of none that somebody else has it', async () => {
  let slots: readonly Slot[] = [0, 1, 2, 3].map(week => slotIn(20 + week * weekHours))
  const answered = Promise.withResolvers<Outcome<readonly AskedDate[]>>()
  const actions: Pick<SeriesActions, 'plan' | 'claim'> = {
    plan: ({ coachId, firstStartsAt, count }) =>
      planSeries(listSeriesStarts(firstStartsAt, count, anna.zone), {
        coachId,
        findSlot: id => slots.find(slot => slot.id === id),
        findReason: ({ status }) => (status === 'open' ? undefined : 'slot-taken')
      }),
    claim: () => answered.promise
  }
  const { body, text, workspace } = await renderWithStores(
    <ChooseDates
      subject={{ coachId: anna.id, firstStartsAt: slotIn(20).startsAt }}
      actions={actions as SeriesActions}
      onAsked={() => undefined}
      onClose={() => undefined}
    />,
    { role: 'student', workspace: { slots, coaches: [anna] } }
  )
  const listChecked = () => [...body.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked')]
  const setSlots = (next: readonly Slot[]) => {
    slots = next
    return act(async () => workspace.setState({ slots }))
  }
  expect(listChecked()).toHaveLength(4)
  await click(getControl(body, 'Book 4 dates'))
  await setSlots(slots.map((slot, n) => ({ ...slot, status: 'requested', bookingId: bookingIdOf(n) })))
  expect(text()).not.toContain(refusals['slot-taken'])
  expect(listChecked()).toHaveLength(4)

  // Refused as a whole: what the slots are by now counts again.
  await act(async () => answered.resolve({ ok: false, refusal: 'offline' }))
  expect(text()).toContain(refusals['slot-taken'])
  expect(listChecked()).toHaveLength(0)
})
