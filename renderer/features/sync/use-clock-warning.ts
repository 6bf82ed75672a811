import { useTranslation } from 'react-i18next'
import { dayMs, hourMs, minuteMs } from '#domain/time/durations.ts'
import { useDurationText } from '#renderer/ui/format/use-duration-text.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'

/** Below this nobody is late for anything because of it. */
const toleratedMs = 2 * minuteMs

/** How far this device's clock is off, in a sentence; undefined while it is not, or nobody knows. */
export function useClockWarning(): string | undefined {
  const { t } = useTranslation('shell')
  const durationText = useDurationText()
  const offsetMs = useWorkspace(state => state.clockOffsetMs) ?? 0
  if (Math.abs(offsetMs) <= toleratedMs) return undefined
  const errorMs = Math.abs(offsetMs)
  // Of days, nobody wants to know the minutes.
  const unitMs = errorMs < dayMs ? minuteMs : hourMs
  const duration = durationText((Math.round(errorMs / unitMs) * unitMs) / minuteMs)
  // The offset is the server's clock minus this device's.
  return offsetMs < 0 ? t('banner.clockFast', { duration }) : t('banner.clockSlow', { duration })
}
