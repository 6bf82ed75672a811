import { NumberInput, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import type { ProfileFaults } from './check-profile.ts'
import { DurationField } from './duration-field.tsx'
import { useFaultText } from './use-fault-text.ts'

interface PolicyFieldsProps {
  readonly policy: BookingPolicy
  readonly faults: ProfileFaults
  readonly change: (fields: Partial<BookingPolicy>) => void
}

/** What a coach asks of bookings. */
export function PolicyFields({ policy, faults, change }: PolicyFieldsProps) {
  const { t } = useTranslation('settings')
  const faultText = useFaultText()
  return (
    <div>
      <Title order={3} size="sm">
        {t('policy.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('policy.text')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
        <DurationField
          label={t('policy.minimumNotice')}
          description={t('policy.minimumNoticeHint')}
          minutes={policy.minimumNoticeMin}
          error={faultText(faults.minimumNoticeMin)}
          onChange={minimumNoticeMin => change({ minimumNoticeMin })}
        />
        <NumberInput
          label={t('policy.horizon')}
          description={t('policy.horizonHint')}
          min={1}
          max={730}
          allowDecimal={false}
          value={policy.horizonDays}
          error={faultText(faults.horizonDays)}
          onChange={value => change({ horizonDays: toNumber(value) })}
        />
        <DurationField
          label={t('policy.cancelCutoff')}
          description={t('policy.cancelCutoffHint')}
          minutes={policy.cancelCutoffMin}
          error={faultText(faults.cancelCutoffMin)}
          onChange={cancelCutoffMin => change({ cancelCutoffMin })}
        />
        <NumberInput
          label={t('policy.dailyCap')}
          description={t('policy.dailyCapHint')}
          min={1}
          max={12}
          allowDecimal={false}
          value={policy.dailyCap}
          error={faultText(faults.dailyCap)}
          onChange={value => change({ dailyCap: toNumber(value) })}
        />
      </SimpleGrid>
    </div>
  )
}

/** An emptied field is no number: it is refused when saving, not turned into a zero. */
function toNumber(value: number | string): number {
  return value === '' ? Number.NaN : Number(value)
}
