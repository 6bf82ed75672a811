import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { cancelDeadline, rescheduleDeadline } from '#domain/rules/deadlines.ts'
import { useOffer } from '#renderer/store/hooks.ts'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { SeriesButton } from '#renderer/shared/series/series-button.tsx'
import { useIsOffline } from '../offline-note.tsx'
import { countTooMany, MessageField } from './message-field.tsx'

/** The one question before a booking, with what it binds the student to. */
export function ConfirmStep(props: {
  readonly slot: Slot
  readonly coach: CoachProfile | undefined
  /** What was written with a claim for another slot of this coach that was lost. */
  readonly written: string
  readonly onConfirm: (message: string) => void
  readonly onRepeat: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const isOffline = useIsOffline()
  const takesMessages = useOffer('claim-message') === 'offered'
  const draft = useFormDraft('claim', props.slot.coachId, { message: props.written }, {})
  const message = takesMessages ? draft.values.message.trim() : ''
  return (
    <>
      <BookingTerms slot={props.slot} coach={props.coach} />
      {takesMessages && <MessageField draft={draft} coach={props.coach?.displayName ?? t('unknownCoach')} />}
      {isOffline && (
        <Alert color="gray" variant="light" aria-live="polite" icon={<IconCloudOff size={18} />} p="xs">
          {t('offline.text')}
        </Alert>
      )}
      <Group justify="space-between" gap="xs">
        <SeriesButton onClick={props.onRepeat} />
        <Group gap="xs" ml="auto">
          <Button variant="default" onClick={props.onClose}>
            {t('dialog.back')}
          </Button>
          <Button
            onClick={() => props.onConfirm(message)}
            disabled={isOffline || countTooMany(message) > 0}
            data-autofocus
          >
            {t('dialog.confirm')}
          </Button>
        </Group>
      </Group>
    </>
  )
}

/** What booking this slot means: until when it can be cancelled and moved, and who sees which number. */
function BookingTerms({ slot, coach }: { readonly slot: Slot; readonly coach: CoachProfile | undefined }) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const now = useNow()
  if (coach === undefined) return null
  const name = coach.displayName
  const deadline = cancelDeadline(slot, coach.policy)
  const moveDeadline = rescheduleDeadline(slot, coach.policy)
  const inTime =
    coach.policy.cancelCutoffMin === 0
      ? t('dialog.cancelAnytime')
      : t('dialog.cancelUntil', { when: format.dayAndTime(deadline), coach: name })
  return (
    <>
      <Text size="sm">{now > deadline ? t('dialog.cancelOver') : inTime}</Text>
      {now <= moveDeadline && <Text size="sm">{t('dialog.moveUntil', { when: format.dayAndTime(moveDeadline) })}</Text>}
      <Text size="sm" c="dimmed">
        {t('dialog.privacy', { coach: name })}
      </Text>
    </>
  )
}
