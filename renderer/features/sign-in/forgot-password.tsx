// oxlint-disable-next-line no-restricted-imports -- nobody is signed in yet whose draft it could be
import { Button, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal, ResetWay } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'

type Step =
  | { readonly kind: 'looking' }
  | { readonly kind: ResetWay }
  | { readonly kind: 'asked' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

interface ForgotPasswordProps {
  readonly serverUrl: string
  /** What was typed as the name so far. */
  readonly login: string
  readonly onBack: () => void
}

/** In place of the sign-in form: how somebody gets a new password at this server (JO23). */
export function ForgotPassword({ serverUrl, login: typedBefore, onBack }: ForgotPasswordProps) {
  const { t } = useTranslation('joining')
  const findResetWay = useSignIn(state => state.findResetWay)
  const askForReset = useSignIn(state => state.askForReset)
  const [step, setStep] = useState<Step>({ kind: 'looking' })
  const [login, setLogin] = useState(typedBefore)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  useEffect(() => {
    let isStale = false
    void findResetWay(serverUrl).then(found => {
      if (!isStale) setStep(found.ok ? { kind: found.value } : { kind: 'failed', refusal: found.refusal })
    })
    return () => {
      isStale = true
    }
  }, [findResetWay, serverUrl])

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    setRefusal(undefined)
    if (login.trim() === '') return
    setBusy(true)
    const asked = await askForReset(serverUrl, login.trim())
    setBusy(false)
    if (asked.ok) setStep({ kind: 'asked' })
    else setRefusal(asked.refusal)
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('forgot.title')}
        </Title>
        {step.kind === 'looking' && (
          <Text c="dimmed" size="sm" component="output">
            <Loader size="xs" aria-hidden /> {t('forgot.looking')}
          </Text>
        )}
        {step.kind === 'failed' && <RefusalAlert refusal={step.refusal} />}
        {step.kind === 'administrator' && <Text>{t('forgot.administrator')}</Text>}
        {step.kind === 'asked' && <Text component="output">{t('forgot.asked')}</Text>}
        {step.kind === 'mail' && (
          <>
            <Text>{t('forgot.mail')}</Text>
            <TextInput
              label={t('forgot.login')}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              value={login}
              error={isTried && login.trim() === '' ? t('forgot.loginMissing') : undefined}
              onChange={event => setLogin(event.currentTarget.value)}
            />
            <RefusalAlert refusal={refusal} />
            <Button type="submit" loading={isBusy} fullWidth>
              {t('forgot.submit')}
            </Button>
          </>
        )}
        <Group>
          <Button variant="subtle" onClick={onBack}>
            {t('forgot.back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
