import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedInvitation } from '#domain/wire/invitations.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useInvitationActions } from '#renderer/shared/relation/use-invitation-actions.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from '../students.module.css'
import type { KnownInvitations } from './use-invitations.ts'

/** What has become of each link, the newest first. */
export function InvitationList(props: { readonly known: KnownInvitations; readonly onChanged: () => void }) {
  const { known, onChanged } = props
  const { t } = useTranslation('students')
  switch (known.kind) {
    case 'loading':
      return (
        <Text size="sm" c="dimmed" component="output">
          {t('invite.loading')}
        </Text>
      )
    case 'failed':
      return known.refusal === 'offline' || known.refusal === 'unreachable' ? (
        <Text size="sm">{t('invite.offline')}</Text>
      ) : (
        <RefusalAlert refusal={known.refusal} />
      )
    case 'known':
      return known.invitations.length === 0 ? (
        <Text size="sm">{t('invite.none')}</Text>
      ) : (
        <ul className={classes.list} aria-label={t('invite.list')}>
          {known.invitations.map(invitation => (
            <Row key={invitation.id} invitation={invitation} onChanged={onChanged} />
          ))}
        </ul>
      )
  }
}

function Row({ invitation, onChanged }: { readonly invitation: ListedInvitation; readonly onChanged: () => void }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const ask = useInvitationActions()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const { id, state, madeAt, validUntil, usedBy } = invitation
  const label = invitation.label ?? invitation.address ?? t('invite.unnamed', { date: format.date(madeAt) })
  async function onRevoke() {
    setBusy(true)
    const outcome = await ask(actions => actions.revoke(id))
    setBusy(false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    onChanged()
  }
  return (
    <Stack component="li" gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Text size="sm" fw={600}>
            {label}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`invite.state.${state}`, { until: format.dayAndTime(validUntil), name: usedBy?.displayName ?? '' })}
          </Text>
        </div>
        {state === 'open' && (
          <Button
            size="xs"
            variant="default"
            loading={isBusy}
            aria-label={t('invite.revokeLabel', { label })}
            onClick={() => void onRevoke()}
          >
            {t('invite.revoke')}
          </Button>
        )}
      </Group>
      <RefusalAlert refusal={refusal} />
    </Stack>
  )
}
