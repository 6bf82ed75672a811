import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import { BookNextButton } from '#renderer/shared/sessions/book-next-button.tsx'
import classes from './session-list.module.css'

/** Claims and pencilled bookings that lost, kept apart from sessions: nobody expects anybody. */
export function NotGrantedList({ calls }: { readonly calls: readonly SessionCopy[] }) {
  const { t } = useTranslation('sessions')
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
            {call.partyRole === 'coach' ? <OwnPencil call={call} /> : <OwnClaim call={call} />}
          </Stack>
        ))}
      </ul>
    </section>
  )
}

/** A student's: with the coach's other slots. */
function OwnClaim({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const ruleText = useRuleText()
  return (
    <>
      <Text size="sm">
        {format.dayAndTimeRange(call)}
        {' · '}
        <Anchor component={Link} to={paths.coach(call.otherId)} inherit underline="always">
          {call.otherName}
        </Anchor>
      </Text>
      <Text size="sm" c="dimmed">
        {call.decline !== undefined && `${ruleText(call.decline.reason)} `}
        <Anchor component={Link} to={paths.findSlot({ coachId: call.otherId })} inherit underline="always">
          {t('notGranted.again')}
        </Anchor>
      </Text>
    </>
  )
}

/** A coach's: with the way to pencil the same student into another slot. */
function OwnPencil({ call }: { readonly call: SessionCopy }) {
  const name = useOtherLabel(call)
  const format = useFormat()
  const ruleText = useRuleText()
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Text size="sm">
          {format.dayAndTimeRange(call)}
          {' · '}
          {name}
        </Text>
        {call.decline !== undefined && (
          <Text size="sm" c="dimmed">
            {ruleText(call.decline.reason)}
          </Text>
        )}
      </div>
      <BookNextButton call={call} />
    </Group>
  )
}
