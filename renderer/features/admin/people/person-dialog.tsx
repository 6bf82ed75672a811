import { Button, Checkbox, Divider, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { needsWordAboutSessions } from '#domain/rules/administration.ts'
import { roleSchema } from '#domain/model/role.ts'
import type { PersonRow, RightsChangeRequest } from '#domain/wire/administration.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import type { Act } from '../frame/use-act.tsx'
import { ResetLinkPart } from './reset-link-part.tsx'
import { SessionsAhead } from './sessions-ahead.tsx'

interface PersonDialogProps {
  readonly person: PersonRow | undefined
  readonly act: Act
  readonly onClose: () => void
  readonly onDone: () => void
}

/** What an administrator can do for one person, or to them. */
export function PersonDialog({ person, act, onClose, onDone }: PersonDialogProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const shown = useLastDefined(person)
  return (
    <Modal
      opened={person !== undefined}
      onClose={onClose}
      title={shown?.displayName}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      {shown !== undefined && (
        <Stack gap="md">
          <RightsForm key={shown.userId} person={shown} act={act} onClose={onClose} onDone={onDone} />
          <Divider />
          <ResetLinkPart key={`${shown.userId} link`} person={shown} act={act} />
          <Divider />
          <SignOutPart person={shown} act={act} onDone={onDone} />
          <Text size="sm" c="dimmed">
            {t('person.noPhone')}
          </Text>
        </Stack>
      )}
    </Modal>
  )
}

interface PartProps {
  readonly person: PersonRow
  readonly act: Act
  readonly onDone: () => void
}

function RightsForm({ person, act, onClose, onDone }: PartProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const [rights, setRights] = useState(() => ({
    role: person.role,
    isAdmin: person.isAdmin,
    disabled: person.disabled
  }))
  const [sessions, setSessions] = useState<'cancel' | 'keep' | 'none'>()
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const asksAboutSessions = needsWordAboutSessions(person, rights)
  const isChanged = (['role', 'isAdmin', 'disabled'] as const).some(field => rights[field] !== person[field])

  function change(more: Partial<typeof rights>) {
    setRights(before => ({ ...before, ...more }))
    setSessions(undefined)
    setRefused(undefined)
  }

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    const wanted: RightsChangeRequest =
      asksAboutSessions && sessions !== undefined && sessions !== 'none' ? { ...rights, sessions } : rights
    setBusy(true)
    const outcome = await act(actions => actions.changePerson(person.userId, wanted))
    setBusy(false)
    if (!outcome.ok) {
      setRefused(outcome)
      return
    }
    const { cancelled, stillAhead } = outcome.value
    notifications.show({
      message: [
        t('person.changed'),
        ...(cancelled > 0 ? [t('person.cancelled', { count: cancelled })] : []),
        ...(asksAboutSessions && stillAhead > 0 ? [t('person.stillAhead', { count: stillAhead })] : [])
      ].join(' ')
    })
    onDone()
    onClose()
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="sm">
        <NativeSelect
          label={t('person.role')}
          data={roleSchema.options.map(value => ({ value, label: t(`person.roles.${value}`) }))}
          value={rights.role}
          onChange={event => change({ role: roleSchema.parse(event.currentTarget.value) })}
          error={refused?.field === 'role' ? t('person.fault.role') : undefined}
        />
        <Checkbox
          label={t('person.isAdmin')}
          checked={rights.isAdmin}
          onChange={event => change({ isAdmin: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('person.enabled')}
          description={t('person.enabledHint')}
          checked={!rights.disabled}
          onChange={event => change({ disabled: !event.currentTarget.checked })}
        />
        {asksAboutSessions && <SessionsAhead person={person} value={sessions} onChange={setSessions} />}
        {refused?.field === 'name' && <RefusalText text={t('person.fault.last')} />}
        {refused?.field === 'sessions' && <RefusalText text={t('person.fault.sessions')} />}
        <RefusalAlert refusal={refused?.field === undefined ? refused?.refusal : undefined} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {shared('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={!isChanged || (asksAboutSessions && sessions === undefined)}
            color={asksAboutSessions ? 'red.9' : 'indigo'}
          >
            {t('person.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function RefusalText({ text }: { readonly text: string }) {
  return (
    <Text size="sm" role="alert" fw={500}>
      {text}
    </Text>
  )
}

function SignOutPart({ person, act, onDone }: PartProps) {
  const { t } = useTranslation('admin')
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

  async function signOut() {
    setBusy(true)
    const outcome = await act(actions => actions.signOutEverywhere(person.userId))
    setBusy(false)
    setRefused(outcome.ok ? undefined : outcome)
    if (!outcome.ok) return
    notifications.show({ message: t('person.signedOut', { name: person.displayName }) })
    onDone()
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('person.signIns', { count: person.signIns })}</Text>
      <Button variant="default" loading={isBusy} onClick={() => void signOut()}>
        {t('person.signOut')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('person.signOutHint')}
      </Text>
      <RefusalAlert refusal={refused?.refusal} />
    </Stack>
  )
}
