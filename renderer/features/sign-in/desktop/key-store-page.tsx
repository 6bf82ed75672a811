import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyStoreChoice } from '../../../../electron/contract/desktop-types.ts'
import type { DesktopShell } from '../../../desktop/desktop-shell.ts'
import classes from '../sign-in-page.module.css'

const choices = ['unprotected', 'memory'] as const satisfies readonly KeyStoreChoice[]

/** Asked before anything secret is stored, where the system has no key store. */
export function KeyStorePage({ shell }: { readonly shell: DesktopShell }) {
  const { t } = useTranslation('desktop')
  const { t: shared } = useTranslation('shared')
  const [busyWith, setBusyWith] = useState<KeyStoreChoice>()
  const [hasFailed, setFailed] = useState(false)

  useEffect(() => {
    document.title = shared('documentTitle', { page: t('keyStore.title') })
  }, [shared, t])

  async function choose(choice: KeyStoreChoice) {
    setBusyWith(choice)
    setFailed(false)
    const isKept = await shell.chooseKeyStore(choice)
    if (isKept) return
    setBusyWith(undefined)
    setFailed(true)
  }

  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Stack gap={4}>
          <Title order={1}>{t('keyStore.title')}</Title>
          <Text size="sm">{t('keyStore.text')}</Text>
        </Stack>
        {hasFailed && (
          <Alert role="alert" color="red" p="xs">
            {t('keyStore.failed')}
          </Alert>
        )}
        {choices.map(choice => (
          <Paper key={choice} withBorder p="lg" component="section" className={classes.card ?? ''}>
            <Stack gap="xs" align="flex-start">
              <Title order={2}>{t(`keyStore.${choice}.title`)}</Title>
              <Text size="sm">{t(`keyStore.${choice}.text`)}</Text>
              <Button
                variant="default"
                mt={4}
                loading={busyWith === choice}
                disabled={busyWith !== undefined && busyWith !== choice}
                onClick={() => void choose(choice)}
              >
                {t(`keyStore.${choice}.choose`)}
              </Button>
            </Stack>
          </Paper>
        ))}
        <Stack gap={4} component="section" px="lg">
          <Title order={2}>{t('keyStore.quit.title')}</Title>
          <Text size="sm">{t('keyStore.quit.text')}</Text>
        </Stack>
        <Text size="sm" c="dimmed" px="lg">
          {t('keyStore.later')}
        </Text>
      </Stack>
    </main>
  )
}
