import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isZone } from '#domain/time/wall-clock.ts'
import { todaysZoneName } from '#domain/time/zone-names.ts'
import { zoneCity } from './formatter.ts'

/** How zones are named: by today's name, and with a word where this device does not know one and shows UTC. */
export interface ZoneWords {
  /** `America/New York` */
  readonly name: (zone: string) => string
  /** `New York` */
  readonly place: (zone: string) => string
}

export function useZoneWords(): ZoneWords {
  const { t } = useTranslation('shared')
  return useMemo(() => {
    const orUnknown = (word: (zone: string) => string) => (zone: string) =>
      isZone(zone) ? word(zone) : t('zone.unknown', { zone: zone.replaceAll('_', ' ') })
    return { name: orUnknown(zone => todaysZoneName(zone).replaceAll('_', ' ')), place: orUnknown(zoneCity) }
  }, [t])
}
