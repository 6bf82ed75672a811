import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Outcome, Refused } from '#renderer/contract/screens.ts'

/** Runs one saving at a time and says how it went: a toast, or the refusal to be shown in place. */
export function useSave(doneText: string) {
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

  async function save(write: () => Promise<Outcome<unknown>>): Promise<boolean> {
    setRefused(undefined)
    setBusy(true)
    const outcome = await write()
    setBusy(false)
    if (outcome.ok) notifications.show({ message: doneText })
    else setRefused(outcome)
    return outcome.ok
  }

  return { isBusy, refused, save }
}
