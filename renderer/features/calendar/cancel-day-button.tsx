import { Button } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { useSlotBoard } from './slot-board.ts'

/** At the head of a day: for a day of illness, say. */
export function CancelDayButton({ date }: { readonly date: CalendarDate }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const { intents } = useSlotBoard()
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconCalendarOff size={16} aria-hidden />}
      aria-label={t('cancelDay.actionOf', { day: dayText(date, format) })}
      onClick={() => intents.askCancelDay(date)}
      data-print="hide"
    >
      {t('cancelDay.action')}
    </Button>
  )
}
