import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { cancelDeadline, rescheduleDeadline } from '#domain/rules/deadlines.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'

/** What booking this slot means: until when it can be cancelled and moved, and who sees which number. */
export function BookingTerms({ slot, coach }: { readonly slot: Slot; readonly coach: CoachProfile | undefined }) {
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
