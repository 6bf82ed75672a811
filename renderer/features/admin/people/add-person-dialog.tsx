// oxlint-disable-next-line no-restricted-imports -- what is typed about somebody else is not kept on this device
import { Button, Checkbox, Group, Modal, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { maxEmailLength } from '#domain/model/email-address.ts'
import { notifications } from '@mantine/notifications'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roleSchema } from '#domain/model/role.ts'
import type { NewPersonRequest } from '#domain/wire/administration.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { ZoneSelect } from '#renderer/ui/zone-select.tsx'
import type { Act } from '../frame/use-act.tsx'

interface AddPersonDialogProps {
  readonly opened: boolean
  readonly act: Act
  readonly onClose: () => void
  readonly onDone: () => void
}

const empty: Omit<NewPersonRequest, 'zone'> & { readonly email: string } = {
  displayName: '',
  name: '',
  phone: '',
  email: '',
  role: 'student',
  isAdmin: false,
  password: ''
}
const typedFields = ['displayName', 'name', 'phone', 'email', 'password'] as const
type TypedField = (typeof typedFields)[number]
const needed: readonly TypedField[] = ['displayName', 'name', 'phone', 'password']

/** Makes an account for somebody, with a first password that the administrator hands over. */
export function AddPersonDialog({ opened, act, onClose, onDone }: AddPersonDialogProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('add.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <AddPersonForm act={act} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

function AddPersonForm({ act, onClose, onDone }: Omit<AddPersonDialogProps, 'opened'>) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const ownZone = useOpenAccount()?.zone ?? 'UTC'
  const now = useNow()
  const [typed, setTyped] = useState({ ...empty, zone: ownZone })
  const [missing, setMissing] = useState<readonly TypedField[]>([])
  const [refused, setRefused] = useState<Refused>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    const left = needed.filter(field => typed[field].trim() === '')
    setMissing(left)
    setRefused(undefined)
    if (left.length > 0) return
    setBusy(true)
    const outcome = await act(actions => actions.addPerson(typed))
    setBusy(false)
    if (!outcome.ok) {
      setRefused(outcome)
      return
    }
    notifications.show({ message: t('add.done', { name: outcome.value.displayName }) })
    onDone()
    onClose()
  }

  function faultOf(name: TypedField): string | undefined {
    if (missing.includes(name)) return t('add.required')
    return refused?.field === name ? t(`add.fault.${name}`) : undefined
  }
  const isAboutField = typedFields.some(name => name === refused?.field)
  const field = (name: TypedField) => ({
    label: t(`add.${name}`),
    value: typed[name],
    error: faultOf(name),
    autoComplete: 'off',
    onChange(event: { readonly currentTarget: { readonly value: string } }) {
      const { value } = event.currentTarget
      setTyped(before => ({ ...before, [name]: value }))
    }
  })

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="sm">
        <TextInput {...field('displayName')} maxLength={80} data-autofocus />
        <TextInput
          {...field('name')}
          description={t('add.nameHint')}
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextInput {...field('phone')} description={t('add.phoneHint')} type="tel" maxLength={40} />
        <TextInput {...field('email')} description={t('add.emailHint')} type="email" maxLength={maxEmailLength} />
        <NativeSelect
          label={t('person.role')}
          data={roleSchema.options.map(value => ({ value, label: t(`person.roles.${value}`) }))}
          value={typed.role}
          onChange={event => {
            const role = roleSchema.parse(event.currentTarget.value)
            // Whoever has no role has to have something to do.
            setTyped(before => ({ ...before, role, isAdmin: role === 'none' || before.isAdmin }))
          }}
          error={refused?.field === 'role' ? t('person.fault.role') : undefined}
        />
        <Checkbox
          label={t('person.isAdmin')}
          checked={typed.isAdmin}
          onChange={event => {
            const { checked } = event.currentTarget
            setTyped(before => ({ ...before, isAdmin: checked }))
          }}
        />
        <ZoneSelect
          label={t('add.zone')}
          value={typed.zone}
          onChange={zone => setTyped(before => ({ ...before, zone }))}
          at={now}
          ownZone={ownZone}
        />
        <PasswordInput {...field('password')} description={t('add.passwordHint')} autoComplete="new-password" />
        <RefusalAlert refusal={isAboutField || refused?.field === 'role' ? undefined : refused?.refusal} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {shared('action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t('add.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
