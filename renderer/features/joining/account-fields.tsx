// oxlint-disable-next-line no-restricted-imports -- nobody is signed in yet whose draft it could be
import { PasswordInput, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccountFault, AccountField } from './check-account.ts'
import type { AccountForm } from './use-account-form.ts'

interface AccountFieldsProps extends Pick<AccountForm, 'typed' | 'faults'> {
  readonly onChange: AccountForm['change']
}

/** Who somebody is, and how they sign in from then on. */
export function AccountFields({ typed, faults, onChange }: AccountFieldsProps) {
  const { t } = useTranslation('joining')
  const textOf = useFaultText()
  const zone = readZone()
  const field = (name: AccountField) => ({
    name,
    value: typed[name],
    error: faults[name] === undefined ? undefined : textOf(faults[name]),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(name, event.currentTarget.value)
  })
  return (
    <>
      <TextInput
        label={t('account.displayName')}
        description={t('account.displayNameHint')}
        autoComplete="name"
        maxLength={80}
        {...field('displayName')}
      />
      <TextInput
        label={t('account.phone')}
        description={t('account.phoneHint')}
        type="tel"
        autoComplete="tel"
        {...field('phone')}
      />
      <TextInput label={t('account.email')} type="email" autoComplete="email" {...field('email')} />
      <TextInput
        label={t('account.name')}
        description={t('account.nameHint')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...field('name')}
      />
      <PasswordInput
        label={t('account.password')}
        description={t('account.passwordHint')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Text size="sm" c="dimmed">
        {t('account.zone', { zone: zone.replaceAll('_', ' ') })}
      </Text>
    </>
  )
}

const readZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

function useFaultText(): (fault: AccountFault) => string {
  const { t } = useTranslation('joining')
  const { t: settings } = useTranslation('settings')
  return fault => (fault === 'name' || fault === 'nameTaken' ? t(`fault.${fault}`) : settings(`fault.${fault}`))
}
