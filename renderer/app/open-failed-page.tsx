import { Button, Group, Paper, Stack, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SealedKept } from '../features/sign-in/sealed-kept.tsx'
import { SignInForm } from '../features/sign-in/sign-in-form.tsx'
import type { DeviceAccount, KeptSealed, Refusal } from '../contract/screens.ts'
import { useSignIn } from '../store/hooks.ts'
import { RefusalAlert } from '../ui/refusal-alert.tsx'
import classes from './centred-page.module.css'

interface OpenFailedPageProps {
  readonly account: DeviceAccount
  readonly refusal: Refusal
  readonly kept: KeptSealed | undefined
}

/** An account's local data could not be opened: why, what is kept, again, or another account. */
export function OpenFailedPage({ account, refusal, kept }: OpenFailedPageProps) {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  const switchTo = useSignIn(state => state.switchTo)
  const [isChoosing, setChoosing] = useState(false)
  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column ?? ''}>
        <Title order={1}>{t('opening.failedTitle', { name: account.displayName })}</Title>
        <RefusalAlert refusal={refusal} />
        {kept !== undefined && <SealedKept key={account.key} kept={kept} refusal={refusal} />}
        <Group gap="xs">
          <Button
            variant={kept === undefined ? 'filled' : 'default'}
            leftSection={<IconRefresh size={16} />}
            onClick={() => void switchTo(account.key)}
          >
            {shared('action.retry')}
          </Button>
          <Button variant="default" onClick={() => setChoosing(true)} disabled={isChoosing}>
            {t('opening.useAnother')}
          </Button>
        </Group>
        {isChoosing && (
          <Paper withBorder p="lg">
            <SignInForm onDone={() => setChoosing(false)} />
          </Paper>
        )}
      </Stack>
    </main>
  )
}
