import { Radio, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** What becomes of the hours that a session leaves: the coach says. */
export function OldHours(props: {
  readonly reopens: boolean
  /** Not where the new hours overlap the old ones. */
  readonly mayReopen: boolean
  readonly onChange: (reopens: boolean) => void
}) {
  const { t } = useTranslation('sessions')
  if (!props.mayReopen) {
    return (
      <Text size="sm" c="dimmed">
        {t('move.oldOverlap')}
      </Text>
    )
  }
  return (
    <Radio.Group
      label={t('move.old')}
      value={props.reopens ? 'reopen' : 'withdraw'}
      onChange={value => props.onChange(value === 'reopen')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="reopen" label={t('move.reopen')} description={t('move.reopenText')} />
        <Radio value="withdraw" label={t('move.withdraw')} description={t('cancel.withdrawText')} />
      </Stack>
    </Radio.Group>
  )
}
