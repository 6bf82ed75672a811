import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The top of a page: its one h1, a line about it, and what can be done here. */
export function PageHeader(props: {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md" wrap="wrap">
      <Stack gap={2} miw={0}>
        {/* Takes the focus after a change of page, so that it is read out. */}
        <Title order={1} tabIndex={-1} data-page-title style={{ outline: 'none' }}>
          {props.title}
        </Title>
        {props.subtitle !== undefined && (
          <Text c="dimmed" size="sm" component="div">
            {props.subtitle}
          </Text>
        )}
      </Stack>
      {props.actions !== undefined && <Group gap="xs">{props.actions}</Group>}
    </Group>
  )
}
