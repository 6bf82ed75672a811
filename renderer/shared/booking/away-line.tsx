import { Group, Text } from '@mantine/core'
import { IconBeach } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dateRangeText } from '#renderer/ui/format/wall-clock-text.ts'
import type { CoachAway } from './days-off.ts'

/** Where slots would be: who is away, when, and the coach's own words about it. */
export function AwayLine({ away }: { readonly away: CoachAway }) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const { coach, from, to, note } = away
  const words = { name: coach.displayName, dates: dateRangeText(from, to, format) }
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" py={4}>
      <IconBeach size={18} aria-hidden style={{ flex: 'none' }} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {note === undefined ? t('student.off', words) : t('student.offNote', { ...words, note })}
      </Text>
    </Group>
  )
}
