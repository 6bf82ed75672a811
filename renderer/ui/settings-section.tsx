import { Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** One topic of the settings, with its own heading and its own button. */
export function SettingsSection(props: {
  readonly title: string
  readonly text?: ReactNode
  readonly children: ReactNode
}) {
  const headingId = useId()
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={headingId}>
      <Stack gap="md">
        <div>
          <Title order={2} id={headingId}>
            {props.title}
          </Title>
          {props.text !== undefined && (
            <Text size="sm" c="dimmed" component="div" mt={2}>
              {props.text}
            </Text>
          )}
        </div>
        {props.children}
      </Stack>
    </Paper>
  )
}
