import { Divider, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount, Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { KnownAccounts } from './known-accounts.tsx'
import { SignInForm } from './sign-in-form.tsx'
import classes from './sign-in-page.module.css'

/** What stands before everything else: the accounts of this device, and server, name and password. */
export function SignInPage({ accounts }: { readonly accounts: readonly DeviceAccount[] }) {
  const { t } = useTranslation('signIn')
  const { t: shared } = useTranslation('shared')
  const switchTo = useSignIn(state => state.switchTo)
  const [chosen, setChosen] = useState<DeviceAccount>()
  const [refusal, setRefusal] = useState<Refusal>()

  useEffect(() => {
    document.title = shared('documentTitle', { page: t('submit') })
  }, [shared, t])

  async function choose(account: DeviceAccount) {
    setRefusal(undefined)
    setChosen(account)
    const outcome = await switchTo(account.key)
    // Asking for the password is not a failure: the form now does.
    if (!outcome.ok && outcome.refusal !== 'needs-sign-in') setRefusal(outcome.refusal)
  }

  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Stack gap={4}>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </Stack>
        <Paper withBorder p="lg" className={classes.card ?? ''}>
          <Stack gap="md">
            {accounts.length > 0 && (
              <>
                <KnownAccounts accounts={accounts} onChoose={account => void choose(account)} />
                <RefusalAlert refusal={refusal} />
                <Divider
                  label={chosen === undefined ? t('otherAccount') : t('needsPassword', { name: chosen.displayName })}
                />
              </>
            )}
            <SignInForm key={chosen?.key ?? 'any'} account={chosen} onDone={() => undefined} />
          </Stack>
        </Paper>
      </Stack>
    </main>
  )
}
