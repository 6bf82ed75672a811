import { Loader, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '../contract/screens.ts'
import classes from './centred-page.module.css'

/** While the data of an account is opened; usually for the blink of an eye, so it says nothing at first. */
export function OpeningPage({ account }: { readonly account?: DeviceAccount | undefined }) {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  return (
    <main className={classes.page} aria-busy="true">
      <Stack align="center" gap="sm" className={classes.late ?? ''}>
        <Loader size="sm" aria-hidden />
        <Text size="sm" c="dimmed" component="output">
          {account === undefined ? shared('loading') : t('opening.title', { name: account.displayName })}
        </Text>
      </Stack>
    </main>
  )
}
