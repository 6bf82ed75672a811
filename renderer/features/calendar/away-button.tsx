import { Button } from '@mantine/core'
import { IconBeach } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useOffer } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { useSlotBoard } from './slot-board.ts'

/** At the head of a day: days off, from this one on. */
export function AwayButton({ date }: { readonly date: CalendarDate }) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const { intents } = useSlotBoard()
  if (useOffer('availability') !== 'offered') return null
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconBeach size={16} aria-hidden />}
      aria-label={t('away.menuOf', { day: dayText(date, format) })}
      onClick={() => intents.askAway(date)}
      data-print="hide"
    >
      {t('away.menu')}
    </Button>
  )
}
