import { ActionIcon, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconBeach, IconCalendarPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DateOverride } from '#domain/model/availability.ts'
import { listDaysOff } from '#domain/hours/days-off.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { DaysFields } from '#renderer/shared/hours/days-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import type { Formatter } from '#renderer/ui/format/formatter.ts'
import { clockText, dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import classes from './hours-page.module.css'
import { type HoursFaults, type HoursValues, startAdding, withUsualDates } from './model/hours-values.ts'
import { StartsField } from './starts-field.tsx'

/** Days off and dates with starts of their own: those that will be there once it is saved, and one that is being added. */
export function DatesFields(props: {
  readonly values: HoursValues
  /** As the coach's page will be, but for the dates that are being added. */
  readonly shown: CoachProfile
  readonly today: CalendarDate
  readonly note: DraftText
  readonly faults: HoursFaults
  readonly onChange: (values: HoursValues) => void
}) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const { values, shown, today, onChange } = props
  const rows = listRows(shown, today)
  return (
    <Stack gap="sm">
      {rows.length === 0 && values.adding === undefined && (
        <Text size="sm" c="dimmed">
          {t('dates.none')}
        </Text>
      )}
      {rows.length > 0 && (
        <Stack component="ul" gap={4} className={classes.list}>
          {rows.map(row => (
            <DatesRow
              key={row.from}
              row={row}
              format={format}
              onRemove={() => onChange(withUsualDates(values, { from: row.from, to: row.to }))}
            />
          ))}
        </Stack>
      )}
      {values.adding !== undefined && <NewDates {...props} adding={values.adding} />}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBeach size={16} aria-hidden />}
          onClick={() => onChange(startAdding(values, 'off'))}
        >
          {t('dates.addOff')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCalendarPlus size={16} aria-hidden />}
          onClick={() => onChange(startAdding(values, 'own'))}
        >
          {t('dates.addOwn')}
        </Button>
      </Group>
    </Stack>
  )
}

interface Row {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly starts: readonly number[]
  readonly note?: string
}

/** From today on, in order. */
function listRows(shown: CoachProfile, today: CalendarDate): readonly Row[] {
  const off = listDaysOff(shown, today, '9999-12-31').map((days): Row => ({ ...days, starts: [] }))
  const own = (shown.availability?.overrides ?? [])
    .filter(({ date, starts }) => date >= today && starts.length > 0)
    .map(
      ({ date, ...day }: DateOverride): Row => ({
        from: date,
        to: date,
        starts: day.starts,
        ...(day.note === undefined ? {} : { note: day.note })
      })
    )
  return [...off, ...own].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

function DatesRow({
  row,
  format,
  onRemove
}: {
  readonly row: Row
  readonly format: Formatter
  readonly onRemove: () => void
}) {
  const { t } = useTranslation('hours')
  const dates = dateRangeText(row.from, row.to, format)
  const times = row.starts.map(start => clockText(start, format)).join(', ')
  return (
    <Group component="li" gap="xs" justify="space-between" wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <strong>{dates}</strong> · {row.starts.length === 0 ? t('dates.off') : t('dates.own', { times })}
        {row.note !== undefined && ` · ${row.note}`}
      </Text>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('dates.remove', { dates })} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}

function NewDates(props: {
  readonly adding: 'off' | 'own'
  readonly values: HoursValues
  readonly shown: CoachProfile
  readonly note: DraftText
  readonly faults: HoursFaults
  readonly onChange: (values: HoursValues) => void
}) {
  const { t } = useTranslation('hours')
  const { adding, values, shown, onChange } = props
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Title order={3} size="sm">
          {t(adding === 'off' ? 'dates.newOff' : 'dates.newOwn')}
        </Title>
        <DaysFields
          range={values}
          onRange={range => onChange({ ...values, ...range })}
          note={props.note}
          zone={shown.zone}
        />
        {adding === 'own' && (
          <StartsField
            starts={values.starts ?? []}
            gapMin={shown.gapMin ?? 0}
            fault={props.faults.starts}
            onChange={starts => onChange({ ...values, starts: [...starts] })}
            names={{
              start: number => t('weekly.ownStart', { number }),
              remove: time => t('weekly.removeOwn', { time }),
              add: t('weekly.add')
            }}
          />
        )}
        <Group>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => onChange({ ...values, from: '', to: '', note: '', starts: undefined, adding: undefined })}
          >
            {t('dates.leave')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
