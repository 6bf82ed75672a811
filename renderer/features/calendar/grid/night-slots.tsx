import { Button, Group, Text } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { gridEndMinutes, gridStartMinutes } from '../model/grid-hours.ts'
import type { SlotView } from '../model/slot-view.ts'
import { SlotPopover } from '../popover/slot-popover.tsx'
import { useSlotBoard } from '../slot-board.ts'
import { useSlotKeys } from '../use-slot-keys.ts'
import { useSlotText } from '../use-slot-text.ts'
import { clockText } from '#renderer/ui/format/wall-clock-text.ts'

/** The slots that lie outside the hours of the grid, so that nothing is hidden by it. */
export function NightSlots({ slots }: { readonly slots: readonly SlotView[] }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const text = useSlotText()
  const { intents } = useSlotBoard()
  const onKeyDown = useSlotKeys()
  if (slots.length === 0) return null
  return (
    <Group gap="xs" mb="xs">
      <Group gap={6} wrap="nowrap">
        <IconMoon size={16} aria-hidden />
        <Text size="sm">
          {t('night', {
            count: slots.length,
            from: clockText(gridStartMinutes, format),
            to: clockText(gridEndMinutes, format)
          })}
        </Text>
      </Group>
      {slots.map(slot => (
        <SlotPopover key={slot.id} slot={slot}>
          <Button
            size="compact-sm"
            variant="default"
            data-event-id={slot.id}
            onClick={() => intents.open(slot.id)}
            onKeyDown={event => onKeyDown(event, slot)}
          >
            {text.shortName(slot)}, {text.when(slot.startsAt)}
          </Button>
        </SlotPopover>
      ))}
    </Group>
  )
}
