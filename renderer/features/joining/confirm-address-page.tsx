import { Button, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './link-page.module.css'

interface ConfirmAddressPageProps {
  readonly token: string
  /** Goes on to the application. */
  readonly onDone: () => void
}

/**
 * What the link in a mail opens: the address counts once its person says so here. Nothing is told to the server before that, as mail
 * scanners and previews open links, too.
 */
export function ConfirmAddressPage({ token, onDone }: ConfirmAddressPageProps) {
  const { t } = useTranslation('settings')
  const { t: shared } = useTranslation('shared')
  const confirm = useSignIn(state => state.confirmAddress)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const step = findStep(outcome)
  const title = t(`address.${step}.title`)
  useEffect(() => {
    document.title = shared('documentTitle', { page: title })
  }, [shared, title])
  async function onConfirm(): Promise<void> {
    setBusy(true)
    setOutcome(await confirm(token))
    setBusy(false)
  }

  return (
    <main className={classes.page}>
      <Paper withBorder p="lg" className={`${classes.column} ${classes.card}`}>
        <Stack gap="md" align="flex-start">
          <Title order={1}>{title}</Title>
          <Text component="output">{t(`address.${step}.text`)}</Text>
          {step === 'ask' && outcome?.ok === false && <RefusalAlert refusal={outcome.refusal} />}
          {step !== 'ask' ? (
            <Button onClick={onDone}>{t('address.open')}</Button>
          ) : (
            <Button
              onClick={() => void onConfirm()}
              disabled={isBusy}
              leftSection={isBusy ? <Loader size="xs" /> : null}
            >
              {t('address.confirm')}
            </Button>
          )}
        </Stack>
      </Paper>
    </main>
  )
}

/** What failed for another reason than the link can be tried again. */
function findStep(outcome: Outcome | undefined): 'ask' | 'done' | 'over' {
  if (outcome === undefined) return 'ask'
  if (outcome.ok) return 'done'
  return outcome.refusal === 'link-not-valid' ? 'over' : 'ask'
}
