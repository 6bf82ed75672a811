// oxlint-disable-next-line no-restricted-imports -- a link is made at once or not at all: there is nothing to keep as a draft
import { Alert, Button, Code, Fieldset, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxEmailLength } from '#domain/model/email-address.ts'
import { displayNameMaxLength } from '#domain/model/limits.ts'
import type { InvitationRefusal, NewInvitation, Refusal } from '#renderer/contract/screens.ts'
import { useInvitationActions } from '#renderer/shared/relation/use-invitation-actions.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { InvitationList } from './invitation-list.tsx'
import { useInvitations } from './use-invitations.ts'

/** Makes links for students to come, and lists those that were made. All of it is the server's: it works online alone. */
export function InviteStudentDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('students')
  const { t: shared } = useTranslation('shared')
  const ask = useInvitationActions()
  const { known, load } = useInvitations()
  const [label, setLabel] = useState('')
  const [address, setAddress] = useState('')
  const mails = known.kind === 'known' && known.mails
  const [made, setMade] = useState<NewInvitation>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [why, setWhy] = useState<InvitationRefusal>()
  const [isBusy, setBusy] = useState(false)

  async function onMake(event: SyntheticEvent) {
    event.preventDefault()
    setBusy(true)
    const outcome = await ask(actions => actions.make(label, mails ? address : ''))
    setBusy(false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    setWhy(undefined)
    if (!outcome.ok) return
    if (typeof outcome.value === 'string') return setWhy(outcome.value)
    setMade(outcome.value)
    setLabel('')
    setAddress('')
    load()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('invite.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('invite.text')}</Text>
        <form onSubmit={event => void onMake(event)} noValidate>
          <Stack gap="sm" align="flex-start">
            <TextInput
              label={t('invite.label')}
              description={t('invite.labelHint')}
              value={label}
              maxLength={displayNameMaxLength}
              data-autofocus
              w="100%"
              onChange={event => setLabel(event.currentTarget.value)}
            />
            {mails && (
              <TextInput
                label={t('invite.address')}
                description={t('invite.addressHint')}
                type="email"
                value={address}
                maxLength={maxEmailLength}
                w="100%"
                onChange={event => setAddress(event.currentTarget.value)}
              />
            )}
            <Button type="submit" loading={isBusy}>
              {address.trim() === '' ? t('invite.make') : t('invite.mail')}
            </Button>
          </Stack>
        </form>
        <RefusalAlert refusal={refusal} />
        {why !== undefined && (
          <Alert color="red" role="alert">
            {t(`invite.refused.${why}`)}
          </Alert>
        )}
        {made !== undefined && <MadeLink made={made} />}
        <Title order={3} size="h5">
          {t('invite.list')}
        </Title>
        <InvitationList known={known} onChanged={load} />
      </Stack>
    </Modal>
  )
}

function MadeLink({ made: { link, invitation } }: { readonly made: NewInvitation }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  return (
    <Stack gap="xs" component="output">
      <Fieldset
        legend={invitation.label === undefined ? t('invite.link') : t('invite.linkFor', { name: invitation.label })}
      >
        <Code block style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {link}
        </Code>
      </Fieldset>
      {invitation.address !== undefined && <Text size="sm">{t('invite.mailed', { address: invitation.address })}</Text>}
      <Text size="sm">{t('invite.once', { until: format.dayAndTime(invitation.validUntil) })}</Text>
      <Group>
        <CopyTextButton text={link} label={t('invite.copy')} />
      </Group>
    </Stack>
  )
}
