import { Group, Kbd, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { statusLooks } from '#renderer/ui/status-badge.tsx'
import type { SlotLook } from './model/slot-view.ts'
import classes from './slot-look.module.css'

const looks = ['open', 'waiting', 'pencilled', 'booked', 'declined'] as const satisfies readonly SlotLook[]

const shortcuts = [
  { keys: ['←', '↑', '↓', '→'], means: 'grid' },
  { keys: ['Enter'], means: 'create' },
  { keys: ['Alt', '↑'], means: 'move' },
  { keys: ['Delete'], means: 'remove' },
  { keys: ['Page ↓'], means: 'step' },
  { keys: ['T'], means: 'today' },
  { keys: ['N'], means: 'newSlot' },
  { keys: ['Ctrl', 'Z'], means: 'undo' }
] as const

/** What the looks of the slots mean, and the keys. */
export function CalendarLegend() {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const { zone } = useFormat()
  const words = useZoneWords()
  return (
    <Group component="footer" data-print="hide" gap="md" mt="xs" justify="space-between" align="flex-start">
      <Group component="ul" gap="md" p={0} m={0} aria-label={t('legend.label')} style={{ listStyle: 'none' }}>
        {looks.map(look => {
          const { icon: Icon } = statusLooks[look]
          return (
            <Group key={look} component="li" gap={6} wrap="nowrap">
              <span className={`${classes.look} ${classes.swatch}`} data-look={look} aria-hidden>
                <Icon size={13} stroke={2} />
              </span>
              <Text size="xs">{t(`legend.${look}`)}</Text>
            </Group>
          )
        })}
      </Group>
      <Text size="xs" c="dimmed">
        {shared('zone.yours', { zone: words.name(zone) })}
      </Text>
      <Text component="details" size="xs">
        <summary>{t('keys.label')}</summary>
        <Group component="ul" gap="xs" p={0} mt={6} mb={0} style={{ listStyle: 'none' }}>
          {shortcuts.map(({ keys, means }) => (
            <Group key={means} component="li" gap={4} wrap="nowrap">
              {keys.map(key => (
                <Kbd key={key} size="xs">
                  {key}
                </Kbd>
              ))}
              <Text size="xs">{t(`keys.${means}`)}</Text>
            </Group>
          ))}
        </Group>
      </Text>
    </Group>
  )
}
