import { Group, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type DateRange, rangeNames } from '#domain/insights/range.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { DayPickerInput } from '#renderer/ui/day-picker-input.tsx'
import { type ChosenRange, writeRange } from './model/chosen-range.ts'
import { keepView } from './model/chosen-view.ts'

interface RangeFieldsProps {
  readonly range: ChosenRange
  readonly today: CalendarDate
}

/** Chooses the sessions that are counted; the choice stands in the address. */
export function RangeFields({ range, today }: RangeFieldsProps) {
  const { t } = useTranslation('insights')
  const [params, setParams] = useSearchParams()
  const choose = (name: ChosenRange['name'], dates: DateRange | undefined) =>
    setParams(keepView(params, writeRange(name, dates, today)), { replace: true })
  return (
    <Group gap="sm" align="flex-start" mb="md" data-print="hide">
      <NativeSelect
        label={t('range.label')}
        data={([...rangeNames, 'own'] as const).map(value => ({ value, label: t(`range.${value}`) }))}
        value={range.name}
        onChange={event => choose(event.currentTarget.value as ChosenRange['name'], range.dates)}
      />
      {range.name === 'own' && range.dates !== undefined && (
        <DaysFields dates={range.dates} onChange={dates => choose('own', dates)} />
      )}
    </Group>
  )
}

interface DaysFieldsProps {
  readonly dates: DateRange
  readonly onChange: (dates: DateRange) => void
}

function DaysFields({ dates, onChange }: DaysFieldsProps) {
  const { t } = useTranslation('insights')
  return (
    <>
      <DayPickerInput
        label={t('range.from')}
        value={dates.from}
        onChange={from => onChange({ ...dates, from: from ?? dates.from })}
        miw={150}
      />
      <DayPickerInput
        label={t('range.to')}
        value={dates.to}
        onChange={to => onChange({ ...dates, to: to ?? dates.to })}
        error={dates.to < dates.from && t('range.reversed')}
        miw={150}
      />
    </>
  )
}
