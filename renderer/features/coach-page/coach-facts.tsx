import { Group, Paper, Stack, Text, Title } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { PolicyText } from '#renderer/shared/booking/policy-text.tsx'

/** Who the coach is, what time it is there, and on what terms they take bookings. */
export function CoachFacts({ coach }: { readonly coach: CoachProfile }) {
  const { t } = useTranslation('booking')
  return (
    <Stack gap="md">
      <Paper withBorder p="md" radius="md">
        <Title order={2} size="h5" mb={4}>
          {t('coach.about')}
        </Title>
        {coach.bio.trim() === '' ? (
          <Text size="sm" c="dimmed">
            {t('coach.noBio', { name: coach.displayName })}
          </Text>
        ) : (
          <MarkdownText text={coach.bio} />
        )}
        <LocalTime zone={coach.zone} />
      </Paper>
      <MeetingLine line={coach.meetingLine} />
      <Paper withBorder p="md" radius="md">
        <Title order={2} size="h5" mb={4}>
          {t('policy.title')}
        </Title>
        <PolicyText policy={coach.policy} whoMayBook={coach.whoMayBook} />
      </Paper>
    </Stack>
  )
}

/** How sessions take place, as the coach says it to everybody (HM2). */
function MeetingLine({ line = '' }: { readonly line: string | undefined }) {
  const { t } = useTranslation('booking')
  if (line === '') return null
  return (
    <Paper withBorder p="md" radius="md">
      <Title order={2} size="h5" mb={4}>
        {t('coach.meeting')}
      </Title>
      <Text size="sm">{line}</Text>
    </Paper>
  )
}

function LocalTime({ zone }: { readonly zone: string }) {
  const { t } = useTranslation('booking')
  const now = useNow()
  const there = useFormat().inZone(zone)
  const words = useZoneWords()
  return (
    <Group gap={6} mt="sm" c="dimmed" wrap="nowrap">
      <IconClock size={16} aria-hidden />
      <Text size="sm">{t('coach.localTime', { time: there.dayAndTime(now), place: words.place(zone) })}</Text>
    </Group>
  )
}
