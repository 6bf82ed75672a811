import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '../../store/contract.ts'
import { RefusalAlert } from '../../ui/refusal-alert.tsx'
import { useDefaultServer } from './server-address.ts'
import { fieldNames, useSignInForm } from './use-sign-in-form.ts'

interface SignInFormProps {
  /** Fills in server and name, and asks for the password alone. */
  readonly account?: DeviceAccount | undefined
  readonly onDone: () => void
}

/** Server, name and password. Remounted by its key where the account changes. */
export function SignInForm({ account, onDone }: SignInFormProps) {
  const { t } = useTranslation('signIn')
  const defaultServer = useDefaultServer()
  const { form, values, faults, refusal, isBusy, change, submit } = useSignInForm(
    { serverUrl: account?.serverUrl ?? defaultServer, name: account?.name ?? '', password: '' },
    onDone
  )
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="md">
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
        <TextInput
          label={t('name')}
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
        <Text size="xs" c="dimmed">
          {t('offlineHint')}
        </Text>
      </Stack>
    </form>
  )
}
