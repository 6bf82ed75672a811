import { Button, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './link-page.module.css'

interface AddressPageProps {
  readonly token: string
  /** Goes on to the application. */
  readonly onDone: () => void
}

/** What the link in a mail opens that asks whether an address is its person's. */
export function ConfirmAddressPage({ token, onDone }: AddressPageProps) {
  const confirm = useSignIn(state => state.confirmAddress)
  return <AskPage kind="address" spend={() => confirm(token)} onDone={onDone} />
}

/** What the link in a mail opens that tells a former address that it was replaced. */
export function RevertAddressPage({ token, onDone }: AddressPageProps) {
  const revert = useSignIn(state => state.revertAddress)
  return <AskPage kind="revert" spend={() => revert(token)} onDone={onDone} />
}

interface AskPageProps {
  /** What it says. */
  readonly kind: 'address' | 'revert'
  readonly spend: () => Promise<Outcome>
  readonly onDone: () => void
}

/** Nothing is told to the server before its person says so here, as mail scanners and previews open links, too. */
function AskPage({ kind, spend, onDone }: AskPageProps) {
  const { t } = useTranslation('settings')
  const { t: shared } = useTranslation('shared')
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const step = findStep(outcome)
  const title = t(`${kind}.${step}.title`)
  useEffect(() => {
    document.title = shared('documentTitle', { page: title })
  }, [shared, title])
  async function onConfirm(): Promise<void> {
    setBusy(true)
    setOutcome(await spend())
    setBusy(false)
  }

  return (
    <main className={classes.page}>
      <Paper withBorder p="lg" className={`${classes.column} ${classes.card}`}>
        <Stack gap="md" align="flex-start">
          <Title order={1}>{title}</Title>
          <Text component="output">{t(`${kind}.${step}.text`)}</Text>
          {step === 'ask' && outcome?.ok === false && <RefusalAlert refusal={outcome.refusal} />}
          {step !== 'ask' ? (
            <Button onClick={onDone}>{t(`${kind}.open`)}</Button>
          ) : (
            <Button
              onClick={() => void onConfirm()}
              disabled={isBusy}
              leftSection={isBusy ? <Loader size="xs" /> : null}
            >
              {t(`${kind}.confirm`)}
            </Button>
          )}
        </Stack>
      </Paper>
    </main>
  )
}

/** What failed for another reason than the link can be tried again. */
function findStep(outcome: Outcome | undefined): 'ask' | 'done' | 'over' | 'taken' {
  if (outcome === undefined) return 'ask'
  if (outcome.ok) return 'done'
  if (outcome.refusal === 'address-taken') return 'taken'
  return outcome.refusal === 'link-not-valid' ? 'over' : 'ask'
}
