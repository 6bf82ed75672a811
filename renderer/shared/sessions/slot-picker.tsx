import { Button, Radio, Stack, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { groupByDay, takeItems } from '#renderer/ui/format/local-days.ts'
import classes from './slot-picker.module.css'

/** Rows drawn at once. */
const pageSize = 12

interface SlotPickerProps {
  readonly label: string
  /** The soonest first. */
  readonly slots: readonly Slot[]
  /** Why one cannot be chosen; it is shown all the same, with the reason. */
  readonly findRefusal: (slotId: SlotId) => Refusal | undefined
  readonly value: SlotId | undefined
  readonly onChange: (slotId: SlotId) => void
  /** The other party's clock, where it is not the same. */
  readonly otherZone: string | undefined
}

/** Open slots by date in the display zone, one of which is chosen. */
export function SlotPicker({ label, slots, findRefusal, value, onChange, otherZone }: SlotPickerProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const format = useFormat()
  const words = useZoneWords()
  const refusalText = useRefusalText()
  const [limit, setLimit] = useState(pageSize)
  const days = useMemo(() => groupByDay(slots, format.zone), [slots, format.zone])
  const chosenAt = slots.findIndex(({ id }) => id === value)
  const { groups, remaining } = takeItems(days, Math.max(limit, chosenAt + 1))
  return (
    <Radio.Group
      label={label}
      description={shared('zone.yours', { zone: words.name(format.zone) })}
      value={value ?? null}
      onChange={onChange}
    >
      <Stack gap="sm" mt={6} className={classes.list}>
        {groups.map(({ date, items }) => (
          <Stack key={date} gap={6} component="section">
            <Title order={3} size="xs" c="dimmed">
              {items[0] === undefined ? date : format.day(items[0].startsAt)}
            </Title>
            {items.map(slot => {
              const refusal = findRefusal(slot.id)
              return (
                <Radio
                  key={slot.id}
                  value={slot.id}
                  disabled={refusal !== undefined}
                  label={
                    <>
                      {format.timeRange(slot)} <ZoneNote interval={slot} otherZone={otherZone} />
                    </>
                  }
                  description={refusal === undefined ? undefined : refusalText(refusal)}
                />
              )
            })}
          </Stack>
        ))}
        {slots.length === 0 && <Text size="sm">{t('picker.none')}</Text>}
        {remaining > 0 && (
          <Button variant="subtle" size="xs" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: remaining })}
          </Button>
        )}
      </Stack>
    </Radio.Group>
  )
}
