import { type PressedKey, shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import type { WrapUpChoice, WrapUpValues } from '../wrap-up-form.ts'

interface PressedInDialog extends PressedKey {
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly target: EventTarget | null
}

const choiceByKey: ReadonlyMap<string, WrapUpChoice> = new Map([
  ['h', 'completed'],
  ['n', 'no-show'],
  ['l', 'late-cancel']
])

/** Whether the key saves: Ctrl+Enter, or Cmd+Enter on a Mac, from anywhere in the dialog. */
export function isSaveKey(pressed: PressedInDialog): boolean {
  return shortcutKeyOf(pressed) === 'Enter' && (pressed.ctrlKey || pressed.metaKey)
}

/**
 * What a single key changes while no text is being typed: 1 to 5 give the score (and say that the session happened),
 * H, N and L how it went. Undefined for every other key.
 */
export function findKeyChange(pressed: PressedInDialog, mayCancelLate: boolean): Partial<WrapUpValues> | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || takesText(pressed.target)) return undefined
  const key = shortcutKeyOf(pressed)
  if (/^[1-5]$/.test(key)) return { choice: 'completed', satisfaction: Number(key) }
  const choice = choiceByKey.get(key)
  if (choice === undefined || (choice === 'late-cancel' && !mayCancelLate)) return undefined
  return { choice }
}

function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
