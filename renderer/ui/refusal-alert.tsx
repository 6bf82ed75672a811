import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Refusal } from '../contract/screens.ts'
import { useRefusalText } from './use-refusal-text.ts'

/** Why something was not done, read out at once. */
export function RefusalAlert({ refusal }: { readonly refusal: Refusal | undefined }) {
  const textOf = useRefusalText()
  if (refusal === undefined) return null
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} p="xs">
      {textOf(refusal)}
    </Alert>
  )
}
