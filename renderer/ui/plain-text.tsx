import { Text, type TextProps } from '@mantine/core'
import type { ReactNode } from 'react'

interface PlainTextProps extends Pick<TextProps, 'size' | 'c'> {
  readonly children: ReactNode
}

/** What a person typed where Markdown was not offered: every line break stays, and no sign means anything. */
export function PlainText({ size = 'sm', children, ...others }: PlainTextProps) {
  return (
    <Text size={size} {...others} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  )
}
