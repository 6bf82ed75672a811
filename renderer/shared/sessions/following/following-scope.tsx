import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** This session of a series alone, or those that follow it, too. */
export function FollowingScope(props: {
  readonly label: string
  readonly isAll: boolean
  readonly onChange: (isAll: boolean) => void
}) {
  const { t } = useTranslation('sessions')
  const { label, isAll, onChange } = props
  return (
    <Radio.Group label={label} value={isAll ? 'all' : 'one'} onChange={value => onChange(value === 'all')}>
      <Stack gap="xs" mt={6}>
        <Radio value="one" label={t('following.one')} />
        <Radio value="all" label={t('following.all')} />
      </Stack>
    </Radio.Group>
  )
}
