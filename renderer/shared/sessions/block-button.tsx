import { Button, Group, Text } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'

/** Blocks the student of a session, after a question, or takes it back (BL3). Nobody but the coach sees it. */
export function BlockButton({ call }: { readonly call: Pick<SessionCopy, 'otherId' | 'otherName' | 'partyRole'> }) {
  const { t } = useTranslation('sessions')
  const setBlocked = useWorkspace(state => state.setBlocked)
  const isBlocked = useWorkspace(state => state.blocked.has(call.otherId))
  const isOffered = useOffer('who-may-book') === 'offered'
  const name = useOtherLabel(call)
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  if (call.partyRole !== 'coach' || !isOffered) return null
  const student = { id: call.otherId, name: call.otherName }

  async function unblock() {
    const outcome = await setBlocked(student, false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  return (
    <Group gap="xs">
      {isBlocked && (
        <Text size="sm" c="dimmed">
          {t('block.isBlocked', { name })}
        </Text>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUserOff size={14} aria-hidden />}
        onClick={() => (isBlocked ? void unblock() : setAsking(true))}
      >
        {t(isBlocked ? 'block.unblock' : 'block.ask', { name })}
      </Button>
      <RefusalAlert refusal={refusal} />
      <ConfirmDialog
        opened={isAsking}
        title={t('block.title', { name })}
        confirmLabel={t('block.confirm')}
        isDangerous
        onConfirm={() => setBlocked(student, true)}
        onClose={() => setAsking(false)}
      >
        {t('block.text', { name })}
      </ConfirmDialog>
    </Group>
  )
}
