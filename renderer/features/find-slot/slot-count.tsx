import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'

/** How many slots were found, read out when the filters change. */
export function SlotCount({ slots, offered }: { readonly slots: readonly Slot[]; readonly offered: OfferedSlots }) {
  const { t } = useTranslation('booking')
  const blocked = slots.filter(slot => offered.availabilityOf(slot).kind === 'blocked').length
  return (
    <Text component="output" display="block" size="sm" c="dimmed" mb="md">
      {t('found', { count: slots.length })}
      {blocked > 0 && `. ${t(blocked === slots.length ? 'noneBookable' : 'notBookable', { count: blocked })}.`}
    </Text>
  )
}
