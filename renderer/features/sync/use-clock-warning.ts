import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../store/hooks.ts'

const minuteMs = 60_000
/** Below this nobody is late for anything because of it. */
const toleratedMs = 2 * minuteMs

/** How far this device's clock is off, in a sentence; undefined while it is not, or nobody knows. */
export function useClockWarning(): string | undefined {
  const { t } = useTranslation('shell')
  const offsetMs = useWorkspace(state => state.clockOffsetMs) ?? 0
  if (Math.abs(offsetMs) <= toleratedMs) return undefined
  const count = Math.round(Math.abs(offsetMs) / minuteMs)
  // The offset is the server's clock minus this device's.
  return offsetMs < 0 ? t('banner.clockFast', { count }) : t('banner.clockSlow', { count })
}
