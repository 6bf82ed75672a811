import { List, type MantineSize } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BookingPolicy, CoachProfile } from '#domain/model/coach-profile.ts'
import { useDurationText } from '#renderer/ui/format/use-duration-text.ts'

/** A coach's terms of booking, in whole sentences. */
export function PolicyText(props: {
  readonly policy: BookingPolicy
  readonly whoMayBook?: CoachProfile['whoMayBook']
  readonly size?: MantineSize
}) {
  const { policy, whoMayBook, size = 'sm' } = props
  const { t } = useTranslation('booking')
  const durationText = useDurationText()
  const { minimumNoticeMin, horizonDays, dailyCap, cancelCutoffMin, rescheduleCutoffMin } = policy
  return (
    <List size={size} spacing={2}>
      {whoMayBook === 'my-students' && <List.Item>{t('policy.myStudents')}</List.Item>}
      <List.Item>
        {minimumNoticeMin === 0
          ? t('policy.noNotice')
          : t('policy.notice', { duration: durationText(minimumNoticeMin) })}
      </List.Item>
      <List.Item>{t('policy.horizon', { count: horizonDays })}</List.Item>
      <List.Item>{t('policy.cap', { count: dailyCap })}</List.Item>
      <List.Item>
        {cancelCutoffMin === 0
          ? t('policy.cancelAnytime')
          : t('policy.cancel', { duration: durationText(cancelCutoffMin) })}
      </List.Item>
      <List.Item>
        {rescheduleCutoffMin === 0
          ? t('policy.moveAnytime')
          : t('policy.move', { duration: durationText(rescheduleCutoffMin) })}
      </List.Item>
    </List>
  )
}
