import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { paths } from '#renderer/ui/paths.ts'

/** A coach's name, leading to their page. */
export function CoachLink({ coach }: { readonly coach: CoachProfile | undefined }) {
  const { t } = useTranslation('booking')
  if (coach === undefined) return <Text size="sm">{t('unknownCoach')}</Text>
  return (
    <Anchor component={Link} to={paths.coach(coach.id)} size="sm" fw={600}>
      {coach.displayName}
    </Anchor>
  )
}
