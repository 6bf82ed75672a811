import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'

interface WhoMayBookFieldProps {
  readonly value: CoachProfile['whoMayBook']
  readonly onChange: (value: 'everyone' | 'my-students') => void
}

/** Whose own bookings a coach takes (BL1). */
export function WhoMayBookField({ value = 'everyone', onChange }: WhoMayBookFieldProps) {
  const { t } = useTranslation('settings')
  return (
    <Radio.Group
      label={t('whoMayBook.label')}
      value={value}
      onChange={chosen => onChange(chosen === 'my-students' ? 'my-students' : 'everyone')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="everyone" label={t('whoMayBook.everyone')} description={t('whoMayBook.everyoneText')} />
        <Radio value="my-students" label={t('whoMayBook.myStudents')} description={t('whoMayBook.myStudentsText')} />
      </Stack>
    </Radio.Group>
  )
}
