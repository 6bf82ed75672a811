import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offsetMinutes } from '#domain/time/wall-clock.ts'
import type { HoursKeep } from '#renderer/contract/hours.ts'
import { HoursPreviewView } from '#renderer/shared/hours/hours-preview.tsx'
import { useHoursPreview } from '#renderer/shared/hours/use-hours-preview.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { clockText } from '#renderer/ui/format/wall-clock-text.ts'
import { useNow } from '#renderer/ui/use-now.ts'

/** A public page that is about to move to another zone, with its weekly hours. */
export interface ZoneChange {
  readonly from: string
  readonly to: string
  /** One of the starts, in minutes after midnight: an example. */
  readonly start: number
}

const ways: readonly HoursKeep[] = ['clock-times', 'moments']
const dayMin = 1_440

/** Asks what weekly hours keep in another zone, with what either way does to the calendar (AV8). */
export function ZoneChangeDialog(props: {
  readonly change: ZoneChange | undefined
  readonly onClose: () => void
  readonly onSave: (keeps: HoursKeep) => void
}) {
  const { t } = useTranslation('hours')
  const { t: shared } = useTranslation('shared')
  const { change, onClose, onSave } = props
  return (
    <Modal
      opened={change !== undefined}
      onClose={onClose}
      title={t('zoneChange.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      transitionProps={{ exitDuration: 0 }}
    >
      {change !== undefined && <Choice change={change} onClose={onClose} onSave={onSave} />}
    </Modal>
  )
}

function Choice(props: {
  readonly change: ZoneChange
  readonly onClose: () => void
  readonly onSave: (keeps: HoursKeep) => void
}) {
  const { t } = useTranslation('hours')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const now = useNow()
  const { change, onClose, onSave } = props
  const { from, to, start } = change
  const [keeps, setKeeps] = useState<HoursKeep>('clock-times')
  const preview = useHoursPreview(useMemo(() => ({ zone: { name: to, keeps } }), [to, keeps]))
  const shiftMin = offsetMinutes(now, to) - offsetMinutes(now, from)
  const texts = {
    from: words.name(from),
    to: words.name(to),
    time: clockText(start, format),
    moved: clockText((start + shiftMin + dayMin) % dayMin, format)
  }
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('zoneChange.text', texts)}
        value={keeps}
        onChange={value => setKeeps(value === 'moments' ? 'moments' : 'clock-times')}
      >
        <Stack gap="sm" mt="sm">
          {ways.map(way => (
            <Radio
              key={way}
              value={way}
              label={t(`zoneChange.${way}`)}
              description={t(`zoneChange.${way}Hint`, texts)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <HoursPreviewView preview={preview} />
      <Text size="sm">{t('zoneChange.booked')}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {shared('action.cancel')}
        </Button>
        <Button onClick={() => onSave(keeps)}>{t('zoneChange.save')}</Button>
      </Group>
    </Stack>
  )
}
