import { NumberInput, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import { type ProfileFaults, policyLimits } from './check-profile.ts'
import { DurationField } from './duration-field.tsx'
import { useFaultText } from './use-fault-text.ts'

/** How each term is typed, in the order of the form. A term of the policy without a line here does not compile. */
const fieldKinds: Readonly<Record<keyof BookingPolicy, 'duration' | 'count'>> = {
  minimumNoticeMin: 'duration',
  horizonDays: 'count',
  cancelCutoffMin: 'duration',
  rescheduleCutoffMin: 'duration',
  dailyCap: 'count'
}
const fields = Object.keys(fieldKinds) as (keyof BookingPolicy)[]

interface PolicyFieldsProps {
  readonly policy: BookingPolicy
  readonly faults: ProfileFaults
  readonly change: (fields: Partial<BookingPolicy>) => void
}

/** What a coach asks of bookings. */
export function PolicyFields({ policy, faults, change }: PolicyFieldsProps) {
  const { t } = useTranslation('settings')
  return (
    <div>
      <Title order={3} size="sm">
        {t('policy.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('policy.text')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
        {fields.map(name => (
          <PolicyField
            key={name}
            name={name}
            value={policy[name]}
            fault={faults[name]}
            onChange={value => change({ [name]: value })}
          />
        ))}
      </SimpleGrid>
    </div>
  )
}

function PolicyField(props: {
  readonly name: keyof BookingPolicy
  readonly value: number
  readonly fault: ProfileFaults[keyof BookingPolicy]
  /** NaN where the field was emptied: it is refused when saving, not turned into a zero. */
  readonly onChange: (value: number) => void
}) {
  const { t } = useTranslation('settings')
  const faultText = useFaultText()
  const { name, value, fault, onChange } = props
  const words = { label: t(`policy.field.${name}.label`), description: t(`policy.field.${name}.hint`) }
  if (fieldKinds[name] === 'duration') {
    return <DurationField {...words} minutes={value} error={faultText(fault)} onChange={onChange} />
  }
  return (
    <NumberInput
      {...words}
      {...policyLimits(name)}
      allowDecimal={false}
      value={value}
      error={faultText(fault)}
      onChange={typed => onChange(typed === '' ? Number.NaN : Number(typed))}
    />
  )
}
