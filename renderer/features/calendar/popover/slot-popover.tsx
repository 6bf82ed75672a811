import { Popover } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotBoard } from '../slot-board.ts'
import { SlotDetails } from './slot-details.tsx'

/** Shows a slot's details beside what opens them: a click or Enter on the child. */
export function SlotPopover({ slot, children }: { readonly slot: SlotView; readonly children: ReactElement }) {
  const { openId, intents } = useSlotBoard()
  const isOpen = openId === slot.id
  return (
    <Popover
      opened={isOpen}
      onChange={opened => {
        if (!opened && isOpen) intents.open(undefined)
      }}
      onDismiss={() => intents.open(undefined)}
      position="right"
      width={300}
      shadow="md"
      withArrow
      trapFocus
      returnFocus
      withinPortal
      // Where no side has room for it, it lies over its slot rather than outside the window.
      middlewares={{ flip: { fallbackPlacements: ['left', 'bottom', 'top'] }, shift: { crossAxis: true, padding: 8 } }}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown>{isOpen && <SlotDetails slot={slot} />}</Popover.Dropdown>
    </Popover>
  )
}
