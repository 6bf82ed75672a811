import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import { IconBeach } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { AwayButton } from '../away-button.tsx'
import { CancelDayButton } from '../cancel-day-button.tsx'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import type { DayOff } from '../model/grid-hours-bands.ts'
import { isContinued, shownDayOf } from '../model/shown-day.ts'
import type { SlotView } from '../model/slot-view.ts'
import { AgendaRow } from './agenda-row.tsx'

/** The slots as a list under their days, those of the night among them. */
export function AgendaList(props: {
  readonly slots: readonly SlotView[]
  readonly dates: readonly CalendarDate[]
  readonly daysOff: readonly DayOff[]
  readonly today: CalendarDate
}) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const offOf = (date: CalendarDate) => props.daysOff.find(day => day.date === date)
  const days = props.dates
    .map(date => ({ date, slots: props.slots.filter(slot => shownDayOf(slot, props.dates, format.zone) === date) }))
    .filter(day => day.slots.length > 0 || offOf(day.date) !== undefined)
  return (
    <Stack gap="lg">
      {days.map(({ date, slots }) => (
        <section key={date} aria-labelledby={`agenda-${date}`}>
          <Group gap="xs" mb={6}>
            <Title order={2} size="h5" id={`agenda-${date}`}>
              {dayText(date, format)}
              {date === props.today && (
                <Badge ml="xs" variant="light">
                  {t('agenda.today')}
                </Badge>
              )}
            </Title>
            {date >= props.today && offOf(date) === undefined && <AwayButton date={date} />}
            {date >= props.today && slots.length > 0 && <CancelDayButton date={date} />}
          </Group>
          <DayOffText day={offOf(date)} />
          <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {slots.map(slot => (
              <li key={slot.id}>
                <AgendaRow slot={slot} isContinued={isContinued(slot, date, format.zone)} />
              </li>
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  )
}

function DayOffText({ day }: { readonly day: DayOff | undefined }) {
  const { t } = useTranslation('hours')
  if (day === undefined) return null
  return (
    <Group gap={6} mb={6} wrap="nowrap">
      <IconBeach size={16} aria-hidden />
      <Text size="sm">{day.note === undefined ? t('calendar.off') : t('calendar.offNote', { note: day.note })}</Text>
    </Group>
  )
}
