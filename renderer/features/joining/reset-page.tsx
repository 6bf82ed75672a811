import { Alert, Button, Loader, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordSchema } from '#domain/model/account.ts'
import { normalizePassword } from '#domain/model/password.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './link-page.module.css'
import { useLinkFacts } from './use-link-facts.ts'

interface ResetPageProps {
  readonly token: string
  /** Goes on to the application. */
  readonly onDone: () => void
}

/** What a link to a new password opens. Looking at it spends nothing; setting the password does (JO24). */
export function ResetPage({ token, onDone }: ResetPageProps) {
  const { t } = useTranslation('joining')
  const { t: shared } = useTranslation('shared')
  const [known, look] = useLinkFacts(token, 'reset')
  const title = t(known.kind === 'over' ? 'over.title' : 'reset.title')
  useEffect(() => {
    document.title = shared('documentTitle', { page: title })
  }, [shared, title])

  switch (known.kind) {
    case 'looking':
      return (
        <Frame title={title}>
          <Text c="dimmed" component="output">
            <Loader size="xs" aria-hidden /> {t('looking')}
          </Text>
        </Frame>
      )
    case 'over':
      return (
        <Frame title={title}>
          <Text>{t('reset.over')}</Text>
          <Button onClick={onDone}>{t('over.signIn')}</Button>
        </Frame>
      )
    case 'failed':
      return (
        <Frame title={title}>
          <RefusalAlert refusal={known.refusal} />
          <Button onClick={look}>{t('failed.retry')}</Button>
        </Frame>
      )
    case 'works':
      return (
        <Frame title={title}>
          <ResetForm token={token} name={known.facts.name ?? ''} onOver={look} onDone={onDone} />
        </Frame>
      )
  }
}

function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Title order={1}>{title}</Title>
        <Paper withBorder p="lg" className={classes.card ?? ''}>
          <Stack gap="md">{children}</Stack>
        </Paper>
      </Stack>
    </main>
  )
}

interface ResetFormProps extends ResetPageProps {
  /** The sign-in name of the account. */
  readonly name: string
  readonly onOver: () => void
}

function ResetForm({ token, name, onOver, onDone }: ResetFormProps) {
  const { t } = useTranslation('joining')
  const { t: settings } = useTranslation('settings')
  const resetPassword = useSignIn(state => state.resetPassword)
  const [values, setValues] = useState({ next: '', repeat: '' })
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const isLong = passwordSchema.safeParse(values.next).success
  const isSame = normalizePassword(values.next) === normalizePassword(values.repeat)

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    setRefusal(undefined)
    if (!isLong || !isSame) return
    setBusy(true)
    const outcome = await resetPassword({ token, password: values.next })
    setBusy(false)
    if (outcome.ok) onDone()
    else if (outcome.refusal === 'link-not-valid') onOver()
    else setRefusal(outcome.refusal)
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <Text>{t('reset.text', { name })}</Text>
        <Alert title={t('reset.sealedTitle')} color="yellow" variant="light">
          {t('reset.sealedText')}
        </Alert>
        {/* Tells a password manager whose password it is. */}
        {/* oxlint-disable-next-line react/forbid-elements -- nobody types into it */}
        <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
        <PasswordInput
          label={settings('password.next')}
          description={settings('password.nextHint')}
          autoComplete="new-password"
          autoFocus
          value={values.next}
          error={isTried && !isLong ? settings('fault.passwordShort') : undefined}
          onChange={({ currentTarget: { value: next } }) => setValues(typed => ({ ...typed, next }))}
        />
        <PasswordInput
          label={settings('password.repeat')}
          autoComplete="new-password"
          value={values.repeat}
          error={isTried && isLong && !isSame ? settings('fault.passwordRepeat') : undefined}
          onChange={({ currentTarget: { value: repeat } }) => setValues(typed => ({ ...typed, repeat }))}
        />
        <RefusalAlert refusal={refusal} />
        <Button type="submit" loading={isBusy} fullWidth>
          {t('reset.submit')}
        </Button>
      </Stack>
    </form>
  )
}
