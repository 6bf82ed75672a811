import type { KeyboardEvent } from 'react'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { keysToNudge } from './model/nudge-slot.ts'
import type { SlotView } from './model/slot-view.ts'
import { useSlotBoard } from './slot-board.ts'

/** The keys of a slot that has the focus: Alt with an arrow moves it, Delete asks to remove it. Enter is the button's own. */
export function useSlotKeys(): (event: KeyboardEvent, slot: SlotView) => void {
  const { intents } = useSlotBoard()
  return (event, slot) => {
    const nudge = keysToNudge(event)
    if (nudge === undefined && shortcutKeyOf(event) !== 'Delete') return
    event.preventDefault()
    if (nudge === undefined) intents.askRemove(slot)
    else intents.nudge(slot, nudge)
  }
}
