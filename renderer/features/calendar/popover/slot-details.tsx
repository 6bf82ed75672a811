import { CloseButton, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { StatusBadge } from '#renderer/ui/status-badge.tsx'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotBoard } from '../slot-board.ts'
import { useSlotText } from '../use-slot-text.ts'
import { BookedDetails } from './booked-details.tsx'
import { DeclinedDetails } from './declined-details.tsx'
import { PencilledDetails } from './pencilled-details.tsx'
import { PlannedDetails } from './planned-details.tsx'
import { OpenDetails } from './open-details.tsx'

/** What a slot is, when, and what can be done with it. */
export function SlotDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { t: shared } = useTranslation('shared')
  const { intents } = useSlotBoard()
  const format = useFormat()
  const words = useZoneWords()
  const text = useSlotText()
  return (
    <Stack gap={6} data-testid="slot-details">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Title order={2} size="h5">
          {slot.studentName ?? t(`details.title.${slot.isPlanned ? 'planned' : slot.look}`)}
        </Title>
        <CloseButton size="sm" aria-label={shared('action.close')} onClick={() => intents.open(undefined)} />
      </Group>
      <Text size="sm">{text.when(slot.startsAt)}</Text>
      <Text size="xs" c="dimmed">
        {t('zone', { zone: words.name(format.zone), offset: format.offsetName(slot.startsAt) })}
      </Text>
      {slot.clockChangeMinutes !== 0 && (
        <Text size="xs">{t(slot.clockChangeMinutes > 0 ? 'clockChange.forward' : 'clockChange.back')}</Text>
      )}
      <Group gap="xs">
        <StatusBadge status={slot.look} />
        <RecordSyncMark id={slot.syncId} />
      </Group>
      <DetailsOfLook slot={slot} />
    </Stack>
  )
}

function DetailsOfLook({ slot }: { readonly slot: SlotView }) {
  if (slot.isPlanned && slot.look === 'waiting') return <PlannedDetails slot={slot} />
  switch (slot.look) {
    case 'open':
    case 'waiting':
    case 'unbooked':
      return <OpenDetails slot={slot} />
    case 'pencilled':
      return <PencilledDetails slot={slot} />
    case 'booked':
      return <BookedDetails slot={slot} />
    case 'declined':
      return <DeclinedDetails slot={slot} />
    case 'newer':
      return <NewerDetails />
  }
}

function NewerDetails() {
  const { t } = useTranslation('calendar')
  return <Text size="sm">{t('details.newer')}</Text>
}
