import { Button, Text, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { StatusBadge } from '#renderer/ui/status-badge.tsx'
import type { Availability } from './availability.ts'
import { useIsOffline } from './offline-note.tsx'
import { useDurationText } from '#renderer/ui/format/use-duration-text.ts'

interface SlotActionProps {
  readonly slot: Slot
  readonly coach: CoachProfile | undefined
  readonly availability: Availability
  readonly onBook: (slot: Slot) => void
}

/** What can be done with a slot: the button, or why there is none. */
export function SlotAction({ slot, coach, availability, onBook }: SlotActionProps) {
  switch (availability.kind) {
    case 'bookable':
      return <BookButton slot={slot} coach={coach} onBook={onBook} />
    case 'waiting':
      return <StatusBadge status="waiting" />
    case 'blocked':
      return <BlockedText availability={availability} coach={coach} />
    case 'hidden':
      return null
    default:
      return assertNever(availability)
  }
}

function BookButton({ slot, coach, onBook }: Omit<SlotActionProps, 'availability'>) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const isOffline = useIsOffline()
  const label = t('bookLabel', { when: format.dayAndTimeRange(slot), coach: coach?.displayName ?? t('unknownCoach') })
  return (
    <Tooltip label={t('offline.button')} disabled={!isOffline}>
      {/* Not `disabled`: a button that cannot take the focus could not say why it does nothing. */}
      <Button
        size="xs"
        // Beside a long name it would lose its own words.
        style={{ flexShrink: 0 }}
        aria-label={isOffline ? `${label}. ${t('offline.button')}` : label}
        aria-disabled={isOffline}
        {...(isOffline ? { 'data-disabled': true } : {})}
        onClick={event => (isOffline ? event.preventDefault() : onBook(slot))}
      >
        {t('book')}
      </Button>
    </Tooltip>
  )
}

function BlockedText(props: {
  readonly availability: Availability & { readonly kind: 'blocked' }
  readonly coach: CoachProfile | undefined
}) {
  return (
    <Text size="xs" c="dimmed">
      {useBlockedText(props.availability, props.coach)}
    </Text>
  )
}

function useBlockedText(
  { reason, metName, freeAt }: Availability & { readonly kind: 'blocked' },
  coach: CoachProfile | undefined
): string {
  const { t } = useTranslation('booking')
  const durationText = useDurationText()
  const format = useFormat()
  switch (reason) {
    case 'minimum-notice':
      return t('blocked.minimum-notice', { duration: durationText(coach?.policy.minimumNoticeMin ?? 0) })
    case 'beyond-horizon':
      return t('blocked.beyond-horizon', { count: coach?.policy.horizonDays ?? 0 })
    case 'student-overlap':
      return metName === undefined ? t('blocked.student-overlap') : t('blocked.overlapWith', { name: metName })
    case 'coach-overlap':
      return t('blocked.coach-overlap')
    case 'coach-gap':
      return t('blocked.coach-gap')
    case 'by-arrangement':
      return t('blocked.by-arrangement')
    case 'daily-cap':
      return t('blocked.daily-cap')
    case 'too-many-new-coaches':
      return t('blocked.too-many-new-coaches', { when: freeAt === undefined ? '' : format.dayAndTime(freeAt) })
    default:
      return assertNever(reason)
  }
}
