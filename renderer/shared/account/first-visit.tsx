import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSignIn } from '#renderer/store/hooks.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'

/** What CoachDesk is for, in one sentence to whoever is new on this device; it stays away once it was read. */
export function FirstVisit() {
  const { t } = useTranslation('today')
  const account = useOpenAccount()
  const endFirstVisit = useSignIn(state => state.endFirstVisit)
  if (account?.isFirstVisit !== true) return null
  return (
    <Alert color="indigo" p="sm" mb="lg" maw={760} role="note" aria-label={t('firstVisit.label')}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 20rem">
          {t(`firstVisit.${account.role}`)}
        </Text>
        <Button size="xs" variant="default" onClick={endFirstVisit}>
          {t('firstVisit.end')}
        </Button>
      </Group>
    </Alert>
  )
}
