/** What closing the window means. */
export type CloseDecision =
  /** The application ends anyway. */
  | 'close'
  /** Out of sight; reminders and sync go on. */
  | 'hide'
  /** The same for the first time, so that it has to be said. */
  | 'hide-and-explain'
  /** The window goes once the application may end. */
  | 'quit'

export interface CloseFacts {
  readonly isQuitting: boolean
  readonly keepRunning: boolean
  readonly isExplained: boolean
}

export function decideClose({ isQuitting, keepRunning, isExplained }: CloseFacts): CloseDecision {
  if (isQuitting) return 'close'
  if (!keepRunning) return 'quit'
  return isExplained ? 'hide' : 'hide-and-explain'
}
