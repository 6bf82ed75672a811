import { Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type CalendarDate, dateAt, daysBetween } from '#domain/time/wall-clock.ts'
import { DayRangePicker, type DayRange } from '#renderer/ui/day-range-picker.tsx'
import { DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import { PhoneWarning } from '#renderer/ui/phone/phone-warning.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { toDays } from './chosen-days.ts'
import { useNoteFault } from './use-note-fault.ts'

/** From when to when, and the note that everybody reads. */
export function DaysFields(props: {
  readonly range: DayRange
  readonly onRange: (range: DayRange) => void
  readonly note: DraftText
  /** Of the coach's page: dates are days of its zone. */
  readonly zone: string
}) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const today = dateAt(useNow(), props.zone)
  const noteFault = useNoteFault()(props.note.value)
  const days = toDays(props.range)
  return (
    <Stack gap="sm">
      <Group gap="lg" align="flex-start">
        <DayRangePicker
          label={t('dates.range')}
          description={days === undefined ? t('dates.choose') : t('dates.chosen', chosenWords(days, format))}
          value={props.range}
          onChange={props.onRange}
          minDate={today}
        />
        <DraftTextInput
          label={t('dates.note')}
          description={t('dates.noteHint')}
          text={props.note}
          error={noteFault}
          flex="1 1 14rem"
          autoComplete="off"
        />
      </Group>
      <PhoneWarning text={props.note.value} />
    </Stack>
  )
}

function chosenWords(
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
  format: ReturnType<typeof useFormat>
) {
  return { dates: dateRangeText(from, to, format), count: daysBetween(from, to) + 1 }
}
