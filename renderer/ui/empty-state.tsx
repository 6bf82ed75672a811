import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'

/** Says what belongs here and offers the one action. */
export function EmptyState(props: {
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>
  readonly title: string
  readonly text: ReactNode
  readonly action?: ReactNode
  readonly headingOrder?: 1 | 2 | 3
}) {
  const { icon: Icon } = props
  return (
    <Center py={56} px="md">
      <Stack align="center" gap="xs" maw={440} ta="center">
        <ThemeIcon variant="default" size={48} radius="xl" aria-hidden mb={4}>
          <Icon size={24} stroke={1.6} />
        </ThemeIcon>
        <Title order={props.headingOrder ?? 2}>{props.title}</Title>
        <Text c="dimmed" size="sm" component="div">
          {props.text}
        </Text>
        {props.action !== undefined && <div style={{ marginTop: 12 }}>{props.action}</div>}
      </Stack>
    </Center>
  )
}
