import { Button, Group, Paper, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'

interface SessionLineProps {
  readonly call: SessionCopy
  readonly to: string
  readonly action: string
}

/** One session, and the one thing to do about it. */
export function SessionLine({ call, to, action }: SessionLineProps) {
  const format = useFormat()
  const name = useOtherLabel(call)
  const when = format.dayAndTimeRange(call)
  return (
    <Paper component="li" withBorder px="md" py="sm" radius="md">
      <Group justify="space-between" gap="4px 16px">
        <div>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {when}
          </Text>
        </div>
        <Button size="xs" variant="default" component={Link} to={to} aria-label={`${action}: ${name}, ${when}`}>
          {action}
        </Button>
      </Group>
    </Paper>
  )
}
