import { z } from 'zod'
import type { CommandResult } from '../accounts/account-commands.ts'
import type { ServerClock } from './server-clock.ts'

/** What an operator may ask of the clock of a running server. */
export const clockCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('clock') }),
  z.strictObject({ kind: z.literal('clock-right') })
])

type ClockCommand = z.infer<typeof clockCommandSchema>

/** @param onTrusted does the work that has waited */
export async function runClockCommand(
  command: ClockCommand,
  clock: ServerClock,
  onTrusted: () => Promise<void>
): Promise<CommandResult> {
  if (command.kind === 'clock-right') {
    clock.trust()
    await onTrusted()
  }
  return { ok: true, lines: [clock.describe()] }
}
