import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { CancelDialog } from '#renderer/shared/sessions/cancel/cancel-dialog.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import { RescheduleDialog } from '#renderer/shared/sessions/reschedule/reschedule-dialog.tsx'
import { listSessionActions } from '#renderer/shared/sessions/session-actions.ts'
import { findPendingRequest } from '#renderer/shared/sessions/session-status.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'

type Asked = 'move' | 'cancel'

/** A booked session in times that are taken away, to be moved or cancelled from where it is named. */
export function SessionInTheWay({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('hours')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const name = useOtherLabel(call)
  const actions = listSessionActions(call, useNow())
  const pending = findPendingRequest(call)?.kind
  const isSent = useWorkspace(state => state.syncByRecord.get(call.id) !== 'saved-here')
  const [asked, setAsked] = useState<Asked>()
  // Each is drawn from its first opening on, so that it can fade out.
  const [drawn, setDrawn] = useState<readonly Asked[]>([])
  const opener = useRef<HTMLElement>(null)
  const slot = format.dayAndTimeRange(call)

  function ask(what: Asked, button: HTMLElement) {
    opener.current = button
    setDrawn(known => [...known, what])
    setAsked(what)
  }
  const dialog = {
    call,
    onClose: () => setAsked(undefined),
    onExited: () => {
      if (opener.current?.isConnected === true) opener.current.focus()
    }
  }
  return (
    <Paper component="li" withBorder px="sm" py="xs" radius="md">
      <Group justify="space-between" gap="xs">
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm">{slot}</Text>
          <ZoneNote interval={call} otherZone={call.otherZone} person={name} />
          {(pending === 'cancel' || pending === 'reschedule') && (
            <Text size="sm" c="dimmed" component="output">
              {sessions(`pending.${pending === 'cancel' ? 'cancelling' : 'moving'}${isSent ? 'Sent' : ''}`)}
            </Text>
          )}
        </Stack>
        <Group gap={6}>
          {(['move', 'cancel'] as const)
            .filter(what => actions.includes(what))
            .map(what => (
              <Button
                key={what}
                size="xs"
                variant="default"
                aria-label={t(`preview.${what}Of`, { name, slot })}
                onClick={event => ask(what, event.currentTarget)}
              >
                {t(`preview.${what}`)}
              </Button>
            ))}
        </Group>
      </Group>
      {drawn.includes('cancel') && <CancelDialog {...dialog} isLate={false} opened={asked === 'cancel'} />}
      {drawn.includes('move') && <RescheduleDialog {...dialog} opened={asked === 'move'} />}
    </Paper>
  )
}
