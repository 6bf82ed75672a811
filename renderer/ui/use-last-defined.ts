import { useState } from 'react'

/** The value, or while it is undefined the last one there was: what a dialog shows while it fades out. */
export function useLastDefined<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
