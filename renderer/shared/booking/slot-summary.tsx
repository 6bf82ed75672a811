import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Interval } from '#domain/time/interval.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import classes from './slot-summary.module.css'

/** Who, which day, which hours: what a person checks before they say yes. */
export function SlotSummary(props: { readonly slot: Interval; readonly coach: CoachProfile | undefined }) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const { slot, coach } = props
  return (
    <dl className={classes.facts}>
      <dt>{t('dialog.coach')}</dt>
      <dd>
        <Text fw={600} size="sm">
          {coach?.displayName ?? t('unknownCoach')}
        </Text>
        <Text size="xs" c="dimmed">
          {coach?.headline}
        </Text>
      </dd>
      <dt>{t('dialog.date')}</dt>
      <dd>{format.day(slot.startsAt)}</dd>
      <dt>{t('dialog.time')}</dt>
      <dd>
        <Stack gap={0}>
          {format.timeRange(slot)}
          <ZoneNote
            interval={slot}
            otherZone={coach?.zone}
            {...(coach === undefined ? {} : { person: coach.displayName })}
          />
        </Stack>
      </dd>
    </dl>
  )
}
