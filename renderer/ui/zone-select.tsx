import {
  type ComboboxItem,
  type ComboboxParsedItem,
  Group,
  type OptionsFilter,
  Select,
  type SelectProps,
  Text
} from '@mantine/core'
import { type SyntheticEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import { listZoneNames, otherZoneNames, todaysZoneName } from '#domain/time/zone-names.ts'
import { useFormat } from './format/display-zone.tsx'
import { useZoneWords } from './format/use-zone-words.ts'

type Own = 'data' | 'value' | 'onChange' | 'renderOption' | 'filter'

interface ZoneSelectProps extends Omit<SelectProps, Own> {
  readonly value: string
  readonly onChange: (zone: string) => void
  /** The instant at which offsets are shown, epoch ms. */
  readonly at: Instant
  /** The person's own zone; offered first. */
  readonly ownZone?: string
}

/** The zone of this browser. */
function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * Every zone by today's name, found by any part of any of its names; the person's own and this device's come first. The only
 * list of zones.
 */
export function ZoneSelect({ value, onChange, at, ownZone, ...others }: ZoneSelectProps) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const words = useZoneWords()
  const data = useMemo(() => {
    const toOption = (zone: string) => ({ value: zone, label: words.name(zone) })
    const own = ownZone === undefined ? [] : [todaysZoneName(ownZone)]
    const device = [todaysZoneName(deviceZone())].filter(zone => !own.includes(zone))
    const all = new Set([...listZoneNames(), todaysZoneName(value)])
    const rest = [...all].sort().filter(zone => !own.includes(zone) && !device.includes(zone))
    return [
      { group: t('zone.own'), items: own.map(toOption) },
      { group: t('zone.device'), items: device.map(toOption) },
      { group: t('zone.all'), items: rest.map(toOption) }
    ].filter(({ items }) => items.length > 0)
  }, [value, ownZone, t, words])
  return (
    <Select
      searchable
      // Typing searches anew instead of adding to the name that stands there.
      onFocus={selectAll}
      onClick={selectAll}
      allowDeselect={false}
      selectFirstOptionOnChange
      nothingFoundMessage={t('zone.none')}
      limit={60}
      filter={filterZones}
      // The list itself scrolls: a scroll area around it would be a stop that no key can reach.
      withScrollArea={false}
      styles={{ options: { maxHeight: 320, overflowY: 'auto' } }}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="xs" wrap="nowrap" flex={1}>
          <Text size="sm" span>
            {option.label}
          </Text>
          <Text size="xs" span style={{ whiteSpace: 'nowrap' }}>
            {format.inZone(option.value).offsetName(at)}
          </Text>
        </Group>
      )}
      {...others}
      comboboxProps={{ ...others.comboboxProps, withinPortal: false }}
      data={data}
      value={todaysZoneName(value)}
      onChange={zone => zone !== null && onChange(zone)}
    />
  )
}

function selectAll(event: SyntheticEvent<HTMLInputElement>) {
  event.currentTarget.select()
}

/** As the library's own filter, by all names of a zone instead of its label. */
const filterZones: OptionsFilter = ({ options, search, limit }) => {
  let left = limit
  const take = (items: readonly ComboboxItem[]): ComboboxItem[] => {
    const found = items.filter(({ value }) => matchesZone(value, search)).slice(0, left)
    left -= found.length
    return found
  }
  return (options as ComboboxParsedItem[])
    .map(option => ('group' in option ? { ...option, items: take(option.items) } : option))
    .filter(option => !('group' in option) || option.items.length > 0)
}

/** Whether somebody who types this means the zone: by any of its names, without accents, in any case, `_` as a blank. */
function matchesZone(zone: string, typed: string): boolean {
  const wanted = plain(typed)
  return [todaysZoneName(zone), ...otherZoneNames(zone)].some(name => plain(name).includes(wanted))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('_', ' ').replace(/\s+/g, ' ').trim().toLowerCase()
}
