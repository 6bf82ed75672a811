import { Group, Input, NativeSelect, NumberInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

const units = { minutes: 1, hours: 60, days: 1_440 } as const
type Unit = keyof typeof units

interface DurationFieldProps {
  readonly label: string
  readonly description: string
  readonly minutes: number
  readonly error: string | undefined
  /** NaN where the field was emptied. */
  readonly onChange: (minutes: number) => void
}

/** A length of time as a number and its unit; opens in the largest unit that needs no fraction. */
export function DurationField({ label, description, minutes, error, onChange }: DurationFieldProps) {
  const { t } = useTranslation('settings')
  const id = useId()
  const [unit, setUnit] = useState<Unit>(() => chooseUnit(minutes))
  const amount = Number.isNaN(minutes) ? '' : minutes / units[unit]

  function choose(next: Unit) {
    setUnit(next)
    if (amount !== '') onChange(Math.round(amount * units[next]))
  }

  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <Group gap={6} wrap="nowrap" mt={4}>
        <NumberInput
          id={id}
          flex={1}
          min={0}
          decimalScale={2}
          error={error !== undefined}
          value={amount}
          onChange={value => onChange(value === '' ? Number.NaN : Math.round(Number(value) * units[unit]))}
        />
        <NativeSelect
          w={104}
          aria-label={t('policy.unit', { field: label })}
          value={unit}
          onChange={event => choose(event.currentTarget.value as Unit)}
          data={[
            { value: 'minutes', label: t('policy.minutes') },
            { value: 'hours', label: t('policy.hours') },
            { value: 'days', label: t('policy.days') }
          ]}
        />
      </Group>
    </Input.Wrapper>
  )
}

function chooseUnit(minutes: number): Unit {
  if (minutes > 0 && minutes % units.days === 0) return 'days'
  return minutes % units.hours === 0 ? 'hours' : 'minutes'
}
