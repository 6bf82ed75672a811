import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { statusLooks } from '#renderer/ui/status-badge.tsx'
import { dayText } from '#renderer/ui/format/wall-clock-text.ts'
import { isContinued, shownDayOf } from '../model/shown-day.ts'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotText } from '../use-slot-text.ts'
import classes from './printed-days.module.css'

interface PrintedDaysProps {
  /** One column each, ascending. */
  readonly dates: readonly CalendarDate[]
  readonly slots: readonly SlotView[]
}

/** The days of the grid on paper: side by side, each with its slots and no empty hours between them. */
export function PrintedDays({ dates, slots }: PrintedDaysProps) {
  const { t } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  return (
    <div data-print-page={dates.length > 1 ? 'week' : undefined}>
      <p className={classes.zone}>{t('zone.yours', { zone: words.name(format.zone) })}</p>
      <table className={classes.days}>
        <thead>
          <tr>
            {dates.map(date => (
              <th key={date} scope="col">
                {dayText(date, format)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {dates.map(date => (
              <td key={date}>
                {slots
                  .filter(slot => shownDayOf(slot, dates, format.zone) === date)
                  .map(slot => (
                    <PrintedSlot key={slot.id} slot={slot} isContinued={isContinued(slot, date, format.zone)} />
                  ))}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function PrintedSlot({ slot, isContinued: hasDay }: { readonly slot: SlotView; readonly isContinued: boolean }) {
  const { t } = useTranslation('shared')
  const { timeRange, dayAndTimeRange } = useFormat()
  const { shortName } = useSlotText()
  const { icon: Icon } = statusLooks[slot.look]
  return (
    <div className={classes.slot} data-look={slot.look}>
      <div className={classes.time}>{hasDay ? dayAndTimeRange(slot) : timeRange(slot)}</div>
      <div className={classes.name}>
        <Icon size={12} stroke={2} aria-hidden />
        {shortName(slot)}
      </div>
      {slot.studentName !== undefined && <div>{t(`status.${slot.look}`)}</div>}
    </div>
  )
}
