import { Alert, Group, Text } from '@mantine/core'
import type { ComponentType, ReactNode } from 'react'

/** One thing that stands in the way, what to do about it, and the button for that. */
export function Banner(props: {
  readonly color: 'red' | 'orange' | 'yellow' | 'indigo'
  readonly icon: ComponentType<{ readonly size?: number }>
  readonly title: string
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  const { icon: Icon } = props
  return (
    <Alert color={props.color} icon={<Icon size={18} />} title={props.title} p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 20rem">
          {props.children}
        </Text>
        {props.action}
      </Group>
    </Alert>
  )
}
