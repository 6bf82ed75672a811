import { Button, PasswordInput, Stack } from '@mantine/core'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passwordSchema } from '#domain/model/account.ts'
import { normalizePassword } from '#domain/model/password.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useSave } from '#renderer/ui/use-save.ts'

const empty = { current: '', next: '', repeat: '' }
type PasswordFault = 'required' | 'passwordShort' | 'passwordSame' | 'passwordRepeat'
type Faults = Partial<Record<keyof typeof empty, PasswordFault>>

interface PasswordSectionProps {
  readonly account: DeviceAccount
  readonly onDirtyChange: (isDirty: boolean) => void
}

/** Changes the password at the server. */
export function PasswordSection({ account, onDirtyChange }: PasswordSectionProps) {
  const { t } = useTranslation('settings')
  const changePassword = useSignIn(state => state.changePassword)
  const textOf = useRefusalText()
  // A password is never kept as a draft: it is typed anew.
  const [values, setValues] = useState(empty)
  const isDirty = Object.values(values).some(value => value !== '')
  useEffect(() => {
    onDirtyChange(isDirty)
    return () => onDirtyChange(false)
  }, [isDirty, onDirtyChange])
  const { isBusy, refused, save } = useSave(t('password.changed'))
  const [faults, setFaults] = useState<Faults>({})
  const isWrong = refused?.refusal === 'wrong-password'

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    const found = findFaults(values)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    if (await save(() => changePassword({ current: values.current, next: values.next }))) setValues(empty)
  }

  const field = (name: keyof typeof empty) => ({
    value: values[name],
    error: faults[name] === undefined ? undefined : t(`fault.${faults[name]}`),
    onChange(event: { readonly currentTarget: { readonly value: string } }) {
      const { value } = event.currentTarget
      setValues(typed => ({ ...typed, [name]: value }))
    }
  })
  return (
    <SettingsSection title={t('password.title')} text={t('password.text')}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap="sm" maw={360}>
          {/* Tells a password manager whose password it is. */}
          {/* oxlint-disable-next-line react/forbid-elements -- nobody types into it */}
          <input type="text" name="username" autoComplete="username" value={account.name} readOnly hidden />
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            {...field('current')}
            {...(isWrong ? { error: textOf('wrong-password') } : {})}
          />
          <PasswordInput
            label={t('password.next')}
            description={t('password.nextHint')}
            autoComplete="new-password"
            {...field('next')}
          />
          <PasswordInput label={t('password.repeat')} autoComplete="new-password" {...field('repeat')} />
          <RefusalAlert refusal={isWrong ? undefined : refused?.refusal} />
          <Button type="submit" variant="default" loading={isBusy} style={{ alignSelf: 'flex-start' }}>
            {t('password.submit')}
          </Button>
        </Stack>
      </form>
    </SettingsSection>
  )
}

function findFaults(typed: typeof empty): Faults {
  const [current, next, repeat] = [typed.current, typed.next, typed.repeat].map(normalizePassword) as [
    string,
    string,
    string
  ]
  return {
    ...(current === '' && { current: 'required' as const }),
    ...(passwordSchema.safeParse(next).success
      ? next === current && { next: 'passwordSame' as const }
      : { next: 'passwordShort' as const }),
    ...(repeat !== next && { repeat: 'passwordRepeat' as const })
  }
}
