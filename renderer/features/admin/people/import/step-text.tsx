import { Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

/** The first words of a step. They get the focus, as the button that led here is gone; so they are read out, too. */
export function StepText({ children }: { readonly children: ReactNode }) {
  const ref = useRef<HTMLParagraphElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <Text ref={ref} tabIndex={-1} fw={500} style={{ outline: 'none' }}>
      {children}
    </Text>
  )
}
