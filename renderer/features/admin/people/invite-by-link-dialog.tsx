import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { roleSchema } from '#domain/model/role.ts'
import type { RoleInvitationLinkAnswer, RoleInvitationRequest } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { LinkShown } from '../frame/link-shown.tsx'
import type { Act } from '../frame/use-act.tsx'
import { useAdminData } from '../frame/use-admin-data.ts'

interface InviteDialogProps {
  readonly opened: boolean
  readonly act: Act
  readonly onClose: () => void
}

/** Makes a link by which somebody makes an account of their own, with a role that an administrator chooses. */
export function InviteByLinkDialog({ opened, act, onClose }: InviteDialogProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('invite.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <InviteForm act={act} onClose={onClose} />
    </Modal>
  )
}

const load = (actions: AdminActions) => actions.readOrganisation()

function InviteForm({ act, onClose }: Omit<InviteDialogProps, 'opened'>) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const { data } = useAdminData(load)
  const [wanted, setWanted] = useState<RoleInvitationRequest>({ role: 'student', isAdmin: false })
  const [made, setMade] = useState<RoleInvitationLinkAnswer>()
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setBusy(true)
    const outcome = await act(actions => actions.invite(wanted))
    setBusy(false)
    setMade(outcome.ok ? outcome.value : undefined)
    setRefused(outcome.ok ? undefined : outcome)
  }

  if (data.kind === 'ready' && data.value.registration === 'closed') return <Text size="sm">{t('invite.closed')}</Text>
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('invite.text')}</Text>
        <NativeSelect
          label={t('person.role')}
          data={roleSchema.options.map(value => ({ value, label: t(`person.roles.${value}`) }))}
          value={wanted.role}
          onChange={event => {
            const role = roleSchema.parse(event.currentTarget.value)
            // Whoever has no role has to have something to do.
            setWanted(before => ({ role, isAdmin: role === 'none' || before.isAdmin }))
          }}
          error={refused?.field === 'role' ? t('invite.nothing') : undefined}
        />
        <Checkbox
          label={t('person.isAdmin')}
          checked={wanted.isAdmin}
          onChange={event => {
            const { checked } = event.currentTarget
            setWanted(before => ({ ...before, isAdmin: checked }))
          }}
        />
        {made !== undefined && <LinkShown link={made.link} validUntil={made.validUntil} />}
        <RefusalAlert refusal={refused?.field === undefined ? refused?.refusal : undefined} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {shared('action.close')}
          </Button>
          <Button type="submit" loading={isBusy}>
            {t(made === undefined ? 'invite.submit' : 'invite.another')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
