import { NumberInput, SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { noAvailability } from '#domain/model/availability.ts'
import { maxGapMin, maxWeeksAhead } from '#domain/model/limits.ts'
import type { HoursFaults, HoursValues } from './model/hours-values.ts'

/** How many weeks are kept filled, and how far apart. */
export function FillingFields(props: {
  readonly values: HoursValues
  readonly coach: CoachProfile
  readonly faults: HoursFaults
  readonly onChange: (values: HoursValues) => void
}) {
  const { t } = useTranslation('hours')
  const { values, coach, faults, onChange } = props
  const weeksAhead =
    values.weeksAhead === undefined ? (coach.availability ?? noAvailability).weeksAhead : values.weeksAhead
  const gapMin = values.gapMin === undefined ? (coach.gapMin ?? 0) : values.gapMin
  const { horizonDays } = coach.policy
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
        <NumberInput
          label={t('filling.weeksAhead')}
          description={t('filling.weeksAheadHint')}
          min={0}
          max={maxWeeksAhead}
          clampBehavior="none"
          allowDecimal={false}
          value={weeksAhead ?? ''}
          error={faults.weeksAhead && t('fault.weeks')}
          onChange={typed => onChange({ ...values, weeksAhead: toNumber(typed) })}
        />
        <NumberInput
          label={t('filling.gap')}
          description={t('filling.gapHint')}
          min={0}
          max={maxGapMin}
          step={5}
          clampBehavior="none"
          allowDecimal={false}
          value={gapMin ?? ''}
          error={faults.gapMin && t('fault.gap')}
          onChange={typed => onChange({ ...values, gapMin: toNumber(typed) })}
        />
      </SimpleGrid>
      {(weeksAhead ?? 0) * 7 > horizonDays && (
        <Text size="sm" c="dimmed">
          {t('filling.beyondHorizon', { count: horizonDays })}
        </Text>
      )}
    </>
  )
}

/** Null where the field was emptied. */
function toNumber(typed: string | number): number | null {
  return typed === '' ? null : Number(typed)
}
