import { useTranslation } from 'react-i18next'
import { splitMinutes } from './duration.ts'

/** Says a number of minutes the way people do: `24 hours`, `3 days`, `1 hour 30 minutes`. */
export function useDurationText(): (minutes: number) => string {
  const { t } = useTranslation('booking')
  return total => {
    const { days, hours, minutes } = splitMinutes(total)
    const parts = [
      ...(days > 0 ? [t('duration.days', { count: days })] : []),
      ...(hours > 0 ? [t('duration.hours', { count: hours })] : []),
      ...(minutes > 0 ? [t('duration.minutes', { count: minutes })] : [])
    ]
    const [first = t('duration.minutes', { count: 0 }), second] = parts
    return second === undefined ? first : t('duration.two', { first, second })
  }
}
