// oxlint-disable-next-line no-restricted-imports -- nobody is signed in yet whose draft it could be
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { lazyPart } from '#renderer/ui/lazy/lazy-part.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { ChosenServer } from './desktop/chosen-server.tsx'
import { readServerAddress } from './server-address.ts'
import { useDemo } from './use-demo.ts'
import { fieldNames, useSignInForm } from './use-sign-in-form.ts'

/** Next to no server is a demo. */
const DemoPeople = lazy(async () => ({ default: (await import('./demo-people.tsx')).DemoPeople }))

/** Next to nobody forgets it just now. */
const ForgotPassword = lazyPart(async () => (await import('./forgot-password.tsx')).ForgotPassword)

interface SignInFieldsProps {
  readonly serverUrl: string
  /** Fills in the name, and asks for the password alone. */
  readonly account: DeviceAccount | undefined
  readonly onDone: () => void
  /** Where given, the server is chosen elsewhere and stands here as it is. */
  readonly onOtherServer?: () => void
}

/** Server, name and password. Remounted by its key where the account changes. */
export function SignInFields({ serverUrl, account, onDone, onOtherServer }: SignInFieldsProps) {
  const { t } = useTranslation('signIn')
  const { form, values, faults, refusal, isBusy, change, submit } = useSignInForm(
    { serverUrl, name: account?.name ?? '', password: '' },
    onDone
  )
  const demo = useDemo(account === undefined ? serverUrl : undefined)
  const [isForgotten, setForgotten] = useState(false)
  if (isForgotten)
    return (
      <ForgotPassword
        serverUrl={readServerAddress(values.serverUrl) ?? serverUrl}
        login={values.name}
        onBack={() => setForgotten(false)}
      />
    )
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
        {demo !== undefined && (
          <Suspense>
            <DemoPeople serverUrl={serverUrl} demo={demo} onDone={onDone} />
          </Suspense>
        )}
        {onOtherServer === undefined ? (
          <TextInput
            label={t('server')}
            name={fieldNames.serverUrl}
            type="url"
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            value={values.serverUrl}
            error={faults.serverUrl}
            onChange={event => change('serverUrl', event.currentTarget.value)}
          />
        ) : (
          <ChosenServer serverUrl={values.serverUrl} error={faults.serverUrl} onOther={onOtherServer} />
        )}
        <TextInput
          label={t('name')}
          placeholder={t('nameOrAddress')}
          name={fieldNames.name}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={account === undefined}
          data-autofocus={account === undefined || undefined}
          value={values.name}
          error={faults.name}
          onChange={event => change('name', event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          name={fieldNames.password}
          autoComplete="current-password"
          autoFocus={account !== undefined}
          data-autofocus={account !== undefined || undefined}
          value={values.password}
          error={faults.password}
          onChange={event => change('password', event.currentTarget.value)}
        />
        <RefusalAlert refusal={refusal} />
        <Button type="submit" loading={isBusy} fullWidth>
          {t('submit')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => setForgotten(true)}>
          {t('forgot')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('offlineHint')}
        </Text>
      </Stack>
    </form>
  )
}
