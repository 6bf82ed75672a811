import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { type SyntheticEvent, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant } from '#domain/model/primitives.ts'
import { useFormat } from './format/display-zone.tsx'
import { listZones } from './format/zones.ts'

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

/** Every IANA zone, searchable by any part of its name; the person's own and this device's come first. */
export function ZoneSelect({ value, onChange, at, ownZone, ...others }: ZoneSelectProps) {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const data = useMemo(() => {
    const own = ownZone === undefined ? [] : [ownZone]
    const device = own.includes(deviceZone()) ? [] : [deviceZone()]
    const rest = listZones(value).filter(zone => !own.includes(zone) && !device.includes(zone))
    return [
      { group: t('zone.own'), items: own.map(toOption) },
      { group: t('zone.device'), items: device.map(toOption) },
      { group: t('zone.all'), items: rest.map(toOption) }
    ].filter(({ items }) => items.length > 0)
  }, [value, ownZone, t])
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
      value={value}
      onChange={zone => zone !== null && onChange(zone)}
    />
  )
}

function selectAll(event: SyntheticEvent<HTMLInputElement>) {
  event.currentTarget.select()
}

function toOption(zone: string) {
  return { value: zone, label: zone.replaceAll('_', ' ') }
}
