import { Anchor, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Call } from '#domain/model/call.ts'
import { useFormat } from '../../ui/format/display-zone.tsx'
import { paths } from '../../ui/paths.ts'
import { useRefusalText } from '../../ui/use-refusal-text.ts'
import classes from './session-list.module.css'

/** Claims that lost, kept apart from sessions: nobody expects anybody. */
export function NotGrantedList({ calls }: { readonly calls: readonly Call[] }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  if (calls.length === 0) return null
  return (
    <section aria-labelledby="not-granted">
      <Title order={2} id="not-granted">
        {t('notGranted.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('notGranted.text')}
      </Text>
      <ul className={classes.list}>
        {calls.map(call => (
          <Stack key={call.id} component="li" gap={0}>
            <Text size="sm">
              {format.dayAndTimeRange(call)}
              {' · '}
              <Anchor component={Link} to={paths.coach(call.otherId)} inherit underline="always">
                {call.otherName}
              </Anchor>
            </Text>
            <Text size="sm" c="dimmed">
              {call.decline !== undefined && `${refusalText(call.decline.reason)} `}
              <Anchor component={Link} to={paths.findSlot({ coachId: call.otherId })} inherit underline="always">
                {t('notGranted.again')}
              </Anchor>
            </Text>
          </Stack>
        ))}
      </ul>
    </section>
  )
}
