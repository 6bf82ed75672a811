import { Avatar, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { initialsOf } from '#renderer/ui/initials.ts'
import { useRoleText } from '#renderer/ui/use-role-text.ts'
import classes from './known-accounts.module.css'

interface KnownAccountsProps {
  readonly accounts: readonly DeviceAccount[]
  readonly onChoose: (account: DeviceAccount) => void
}

/** The accounts that have signed in on this device before, with their roles. */
export function KnownAccounts({ accounts, onChoose }: KnownAccountsProps) {
  const { t } = useTranslation('signIn')
  const { t: shared } = useTranslation('shared')
  const roleOf = useRoleText()
  return (
    <Stack gap={6} component="section" aria-label={t('known')}>
      <Text size="sm" fw={600} component="h2">
        {t('known')}
      </Text>
      {accounts.map(account => (
        <UnstyledButton key={account.key} className={classes.account} onClick={() => onChoose(account)}>
          <Avatar size={34} radius="xl" variant="light" color="indigo" aria-hidden>
            {initialsOf(account.displayName)}
          </Avatar>
          <span className={classes.lines}>
            <Text span size="sm" fw={600} truncate>
              {account.displayName}
            </Text>
            <Text span size="xs" c="dimmed" truncate>
              {[roleOf(account), new URL(account.serverUrl).host].join(shared('separator'))}
            </Text>
          </span>
          <IconChevronRight size={16} aria-hidden />
        </UnstyledButton>
      ))}
    </Stack>
  )
}
