import { Chip, Group, Input, SegmentedControl, Select, Stack } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type DayPart, dayParts } from '#domain/model/day-part.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { DayPickerInput } from '#renderer/ui/day-picker-input.tsx'
import { useWeekdays } from '#renderer/ui/format/use-weekdays.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import classes from './waiting.module.css'
import type { WatchValues } from './watch-values.ts'

const anyPart = 'any'

/** With whom, on which weekdays, when in the day, until when. */
export function WatchFields(props: {
  readonly values: WatchValues
  readonly offered: Pick<OfferedSlots, 'coachById' | 'arranged'>
  readonly onChange: (values: WatchValues) => void
}) {
  const { t } = useTranslation('booking')
  const hintId = useId()
  const partId = useId()
  const { days, nameOf } = useWeekdays('short')
  const { values, offered, onChange } = props
  const { coachId, weekdays, part, until, zone } = values
  const today = dateAt(useNow(), zone)
  // Those without a slot, too: that is what one waits for.
  const coaches = [...offered.coachById.values()].toSorted((a, b) => a.displayName.localeCompare(b.displayName))
  const isArranged = coachId !== undefined && offered.arranged.has(coachId)
  return (
    <Stack gap="md">
      <Select
        label={t('filters.coach')}
        placeholder={t('filters.anyCoach')}
        nothingFoundMessage={t('waiting.noCoach')}
        description={isArranged ? t('waiting.arranged') : undefined}
        data={coaches.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        value={coachId ?? null}
        onChange={value => onChange({ ...values, coachId: value ?? undefined })}
        searchable
        clearable
      />
      <fieldset className={classes.group} aria-describedby={hintId}>
        <legend className={classes.legend}>
          <Input.Label labelElement="div">{t('waiting.weekdays')}</Input.Label>
        </legend>
        <Input.Description id={hintId}>{t('waiting.weekdaysHint')}</Input.Description>
        <Chip.Group
          multiple
          value={weekdays.map(String)}
          onChange={chosen => onChange({ ...values, weekdays: chosen.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap={6} mt={6}>
            {days.map(day => (
              <Chip key={day} value={String(day)} size="sm">
                {nameOf(day)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </fieldset>
      <Input.Wrapper label={t('filters.part')} labelElement="div" labelProps={{ id: partId }}>
        <SegmentedControl
          aria-labelledby={partId}
          data={[anyPart, ...dayParts].map(value => ({
            value,
            label: value === anyPart ? t('filters.anyPart') : t(`filters.${value as DayPart}`)
          }))}
          value={part ?? anyPart}
          onChange={value => onChange({ ...values, part: dayParts.find(known => known === value) })}
          display="flex"
          fullWidth
          // Four words side by side in a window of 320 pixels, as at 400 %.
          styles={{ label: { paddingInline: 'clamp(3px, 1.5vw, 10px)' } }}
        />
      </Input.Wrapper>
      <DayPickerInput
        label={t('waiting.untilLabel')}
        description={t('waiting.untilHint')}
        placeholder={t('waiting.untilNone')}
        value={until}
        onChange={day => onChange({ ...values, until: day })}
        minDate={today}
        leftSection={<IconCalendar size={16} />}
      />
    </Stack>
  )
}
