import { Anchor, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Slot } from '#domain/model/slot.ts'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { paths } from '#renderer/ui/paths.ts'

/** Coaches with open slots that this student has to ask for (BL2): they stand last. */
export function ByArrangementList({
  slots,
  offered
}: {
  readonly slots: readonly Slot[]
  readonly offered: OfferedSlots
}) {
  const { t } = useTranslation('booking')
  if (slots.length === 0) return null
  return (
    <section aria-labelledby="by-arrangement" style={{ marginTop: 'var(--mantine-spacing-xl)' }}>
      <Title order={2} id="by-arrangement" mb={4}>
        {t('arrangement.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('arrangement.text')}
      </Text>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {[...Map.groupBy(slots, ({ coachId }) => coachId)].map(([coachId, own]) => (
          <li key={coachId}>
            <Anchor component={Link} to={paths.coach(coachId)} size="sm" fw={600}>
              {offered.coachById.get(coachId)?.displayName ?? t('unknownCoach')}
            </Anchor>{' '}
            <Text span size="sm" c="dimmed">
              {t('dayCount', { count: own.length })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  )
}
