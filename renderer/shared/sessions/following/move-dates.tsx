import { Checkbox, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { PlannedFollowing } from '#renderer/contract/screens.ts'
import { isNight } from '#renderer/shared/times/is-night.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { otherNameOf } from '../other-name.ts'
import { useMoveText } from '#renderer/shared/times/use-move-text.ts'
import type { FollowingMoveChoice } from './use-following-move.ts'

/** Date by date where each session goes, what else that changes, and why one stays where it is (SR9). */
export function MoveDates({ choice }: { readonly choice: FollowingMoveChoice }) {
  const { t } = useTranslation('sessions')
  const titleId = useId()
  const { dates, isTakenIn, toggle } = choice
  if (dates.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('following.chooseTime')}
      </Text>
    )
  }
  return (
    <section aria-labelledby={titleId}>
      <Text id={titleId} size="sm" fw={600} mb={6}>
        {t('following.moveDates')}
      </Text>
      <Stack gap={8}>
        {dates.map(date => (
          <DateBox key={date.call.id} date={date} isTakenIn={isTakenIn(date)} onToggle={() => toggle(date.call.id)} />
        ))}
      </Stack>
    </section>
  )
}

function DateBox(props: {
  readonly date: PlannedFollowing
  readonly isTakenIn: boolean
  readonly onToggle: () => void
}) {
  const format = useFormat()
  const moveText = useMoveText()
  const { date, isTakenIn, onToggle } = props
  const { call, refusal, to } = date
  const notes = useDateNotes(date)
  return (
    <Checkbox
      label={refusal === undefined ? moveText(call.startsAt, to) : format.dayAndTimeRange(call)}
      description={notes.length === 0 ? undefined : notes.join(' ')}
      checked={isTakenIn && refusal === undefined}
      disabled={refusal !== undefined}
      onChange={onToggle}
    />
  )
}

function useDateNotes({ call, isMovedSingly, refusal, to, clock, givingWay }: PlannedFollowing): readonly string[] {
  const { t } = useTranslation('sessions')
  const { t: booking } = useTranslation('booking')
  const format = useFormat()
  const refusalText = useRefusalText()
  const hours = { startsAt: to, endsAt: to + slotLengthMs }
  if (refusal !== undefined) {
    // Nothing was ever open there: it is not gone.
    const why = refusal === 'slot-gone' ? booking('series.noSlot') : refusalText(refusal)
    return [t('following.stays', { to: format.dayAndTimeRange(hours) }), why]
  }
  const { otherZone } = call
  const name = otherNameOf(call, t('erasedName'))
  return [
    ...(isMovedSingly ? [t('following.movedSingly')] : []),
    ...(clock === 'exact' ? [] : [booking(`series.clock.${clock}`)]),
    ...(givingWay.length === 0
      ? []
      : [
          t('following.givingWay', {
            count: givingWay.length,
            slots: givingWay.map(slot => format.timeRange(slot)).join(', ')
          })
        ]),
    ...(otherZone !== undefined && isNight(hours, otherZone)
      ? [t('move.night', { name, when: format.inZone(otherZone).dayAndTimeRange(hours) })]
      : [])
  ]
}
