import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { SlotId } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { statusLooks } from '#renderer/ui/status-badge.tsx'
import { SlotPopover } from '../popover/slot-popover.tsx'
import { useSlotBoard } from '../slot-board.ts'
import lookClasses from '../slot-look.module.css'
import { useSlotKeys } from '../use-slot-keys.ts'
import { useSlotText } from '../use-slot-text.ts'
import classes from './slot-block.module.css'
import type { BlockProps } from './time-grid.tsx'

/** A slot in the grid. Enter opens its details, Alt with an arrow moves it, Delete asks to remove it. */
export function SlotBlock({ slotId, place }: { readonly slotId: SlotId; readonly place: BlockProps }) {
  const { viewById, draggedId, intents } = useSlotBoard()
  const format = useFormat()
  const text = useSlotText()
  const slot = viewById.get(slotId)
  const onKeyDown = useSlotKeys()
  if (slot === undefined) return null
  const { icon: Icon } = statusLooks[slot.look]

  return (
    <SlotPopover slot={slot}>
      <UnstyledButton
        {...place}
        data-event-id={slot.id}
        className={`${lookClasses.look} ${classes.block}`}
        data-look={slot.look}
        data-past={slot.isPast || undefined}
        data-movable={text.isMovable(slot) || text.holdsMovable(slot) || undefined}
        data-dragged={slot.id === draggedId || undefined}
        onKeyDown={event => onKeyDown(event, slot)}
        onClick={() => intents.open(slot.id)}
      >
        <span className={classes.title}>
          <Icon size={14} stroke={2} aria-hidden />
          <span>{text.shortName(slot)}</span>
        </span>
        <VisuallyHidden>{text.unseen(slot)}</VisuallyHidden>
        <span className={classes.time}>{format.timeRange(slot)}</span>
        <span className={classes.start} aria-hidden>
          {format.time(slot.startsAt)}
        </span>
        <span className={classes.mark}>
          {slot.sync !== 'confirmed' && <VisuallyHidden>, </VisuallyHidden>}
          <RecordSyncMark id={slot.syncId} quiet />
        </span>
      </UnstyledButton>
    </SlotPopover>
  )
}
