import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconUserPlus, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAskSignIn } from '#renderer/features/sign-in/ask-sign-in.tsx'
import { useSwitchAccount } from '#renderer/features/sign-in/use-switch-account.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { useDisplayZone } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { initialsOf } from '#renderer/ui/initials.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useRoleText } from '#renderer/ui/use-role-text.ts'
import classes from './account-menu.module.css'
import { useSignOut } from './use-sign-out.tsx'
import { useThemeSwitch } from './use-theme-switch.ts'

const noAccounts: readonly DeviceAccount[] = []

/** Who is signed in, the other accounts of this device with their roles, and the way out. */
export function AccountMenu({ onOpenShortcuts }: { readonly onOpenShortcuts: () => void }) {
  const { t } = useTranslation('shell')
  const account = useOpenAccount()
  const signOut = useSignOut()
  const askSignIn = useAskSignIn()
  const roleOf = useRoleText()
  if (account === undefined) return null
  return (
    <>
      <Menu position="bottom-end" width={270} withInitialFocusPlaceholder={false} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton style={{ borderRadius: '50%' }}>
            <AccountAvatar account={account} />
            <VisuallyHidden>{t('account.menu', { name: account.displayName, role: roleOf(account) })}</VisuallyHidden>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('account.signedInAs')}</Menu.Label>
          <div className={classes.own}>
            <AccountLines account={account} />
          </div>
          <Menu.Divider />
          <OtherAccounts current={account} />
          <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => askSignIn()}>
            {t('account.another')}
          </Menu.Item>
          <Menu.Divider />
          <NarrowItems />
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onOpenShortcuts}>
            {t('account.shortcuts')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut.ask}>
            {t('account.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {signOut.dialog}
    </>
  )
}

function OtherAccounts({ current }: { readonly current: DeviceAccount }) {
  const { t } = useTranslation('shell')
  const accounts = useSignIn(state => (state.session.kind === 'open' ? state.session.accounts : noAccounts))
  const switchAccount = useSwitchAccount()
  const others = accounts.filter(account => account.key !== current.key)
  if (others.length === 0) return null
  return (
    <>
      <Menu.Label>{t('account.switchTo')}</Menu.Label>
      {others.map(account => (
        <Menu.Item
          key={account.key}
          leftSection={<AccountAvatar account={account} />}
          onClick={() => void switchAccount(account)}
        >
          <AccountLines account={account} />
        </Menu.Item>
      ))}
    </>
  )
}

/** What the header has no room for in a narrow window. */
function NarrowItems() {
  const { t } = useTranslation('shell')
  const { zone } = useDisplayZone()
  const words = useZoneWords()
  const { isDark, toggle } = useThemeSwitch()
  return (
    <>
      <Menu.Item leftSection={isDark ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={toggle} hiddenFrom="xs">
        {t(isDark ? 'theme.toLight' : 'theme.toDark')}
      </Menu.Item>
      <Menu.Label hiddenFrom="sm">
        <IconWorld size={14} style={{ verticalAlign: '-2px' }} /> {t('account.timesIn', { zone: words.name(zone) })}
      </Menu.Label>
    </>
  )
}

function AccountLines({ account }: { readonly account: DeviceAccount }) {
  const { t } = useTranslation('shared')
  const roleOf = useRoleText()
  return (
    <div className={classes.lines}>
      <Text size="sm" fw={600} truncate>
        {account.displayName}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {[roleOf(account), new URL(account.serverUrl).host].join(t('separator'))}
      </Text>
    </div>
  )
}

function AccountAvatar({ account }: { readonly account: DeviceAccount }) {
  return (
    <Avatar size={30} radius="xl" variant="light" color="indigo" aria-hidden>
      {initialsOf(account.displayName)}
    </Avatar>
  )
}
