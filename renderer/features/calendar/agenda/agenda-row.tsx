import { Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { StatusBadge } from '#renderer/ui/status-badge.tsx'
import { slotToGridEvent } from '../model/grid-event.ts'
import type { SlotView } from '../model/slot-view.ts'
import { SlotPopover } from '../popover/slot-popover.tsx'
import { useSlotBoard } from '../slot-board.ts'
import { useSlotKeys } from '../use-slot-keys.ts'
import lookClasses from '../slot-look.module.css'
import classes from './agenda-row.module.css'

/** One slot of the list; opens the same details as in the grid and obeys the same keys. */
export function AgendaRow(props: {
  readonly slot: SlotView
  /** It started the day before, which is not the heading above. */
  readonly isContinued: boolean
}) {
  const { t } = useTranslation('calendar')
  const { slot, isContinued } = props
  const Day = isContinued ? Fragment : VisuallyHidden
  const { zone, shortDay, timeRange } = useFormat()
  const { openId, intents } = useSlotBoard()
  const onKeyDown = useSlotKeys()
  return (
    <SlotPopover slot={slot}>
      <UnstyledButton
        className={`${lookClasses.look} ${classes.row}`}
        data-event-id={slot.id}
        data-look={slot.look}
        data-past={slot.isPast || undefined}
        data-open={openId === slot.id || undefined}
        onKeyDown={event => onKeyDown(event, slot)}
        onClick={() => intents.open(slot.id)}
      >
        <Group gap="md" wrap="wrap">
          <Text size="sm" className={classes.time}>
            <Day>{shortDay(slot.startsAt)}, </Day>
            {timeRange(slot)}
          </Text>
          <StatusBadge status={slot.look} />
          {slot.studentName !== undefined && (
            <Text size="sm" fw={600}>
              {slot.studentName}
            </Text>
          )}
          {slotToGridEvent(slot, zone) === undefined && (
            <Group gap={4} wrap="nowrap">
              <IconMoon size={14} aria-hidden />
              <Text size="xs">{t('agenda.night')}</Text>
            </Group>
          )}
          <RecordSyncMark id={slot.syncId} quiet />
        </Group>
      </UnstyledButton>
    </SlotPopover>
  )
}
