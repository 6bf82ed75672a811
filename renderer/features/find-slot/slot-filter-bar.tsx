import { Button, Fieldset, Group, Input, SegmentedControl, Select } from '@mantine/core'
import { IconCalendar, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { dayParts } from '#domain/model/day-part.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { DayPickerInput } from '#renderer/ui/day-picker-input.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import type { SlotFilters } from './slot-filters.ts'

const anyPart = 'any'

/** Coach, day and time of day; every change applies at once. */
export function SlotFilterBar(props: {
  readonly filters: SlotFilters
  /** Those that have slots to offer. */
  readonly coaches: readonly CoachProfile[]
  readonly onChange: (filters: SlotFilters) => void
}) {
  const { t } = useTranslation('booking')
  const partLabelId = useId()
  const today = dateAt(useNow(), useFormat().zone)
  const { filters, coaches, onChange } = props
  const { coachId, day, part } = filters
  const hasFilter = coachId !== undefined || day !== undefined || part !== undefined
  const parts = [anyPart, ...dayParts].map(value => ({
    value,
    label: value === anyPart ? t('filters.anyPart') : t(`filters.${value as (typeof dayParts)[number]}`)
  }))
  return (
    <Fieldset variant="unstyled" aria-label={t('filters.label')} mx={0} mb="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={t('filters.coach')}
          placeholder={t('filters.anyCoach')}
          nothingFoundMessage={t('filters.noCoach')}
          data={coaches.map(coach => ({ value: coach.id, label: coach.displayName }))}
          value={coachId ?? null}
          onChange={value => onChange(withFilter(filters, 'coachId', value ?? undefined))}
          searchable
          clearable
          w={{ base: '100%', xs: 220 }}
        />
        <DayPickerInput
          label={t('filters.day')}
          placeholder={t('filters.anyDay')}
          value={day}
          onChange={value => onChange(withFilter(filters, 'day', value))}
          minDate={today}
          clearable
          clearButtonProps={{ 'aria-label': t('filters.clearDay') }}
          leftSection={<IconCalendar size={16} />}
          w={{ base: '100%', xs: 200 }}
        />
        <Input.Wrapper
          label={t('filters.part')}
          labelElement="div"
          labelProps={{ id: partLabelId }}
          w={{ base: '100%', xs: 'auto' }}
        >
          <SegmentedControl
            aria-labelledby={partLabelId}
            data={parts}
            value={part ?? anyPart}
            onChange={value =>
              onChange(
                withFilter(
                  filters,
                  'part',
                  dayParts.find(known => known === value)
                )
              )
            }
            display="flex"
            fullWidth
            // Four words side by side in a window of 320 pixels, as at 400 %.
            styles={{ label: { paddingInline: 'clamp(3px, 1.5vw, 10px)' } }}
          />
        </Input.Wrapper>
        {hasFilter && (
          <Button variant="subtle" color="gray" leftSection={<IconX size={14} />} onClick={() => onChange({})}>
            {t('filters.clear')}
          </Button>
        )}
      </Group>
    </Fieldset>
  )
}

/** The filters with one set, or left out where it is undefined. */
function withFilter(filters: SlotFilters, name: keyof SlotFilters, value: string | undefined): SlotFilters {
  const entries = Object.entries({ ...filters, [name]: value }).filter(([, given]) => given !== undefined)
  return Object.fromEntries(entries)
}
