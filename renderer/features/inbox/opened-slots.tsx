import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { SlotAction } from '#renderer/shared/booking/slot-action.tsx'
import { useOpenedNews } from '#renderer/shared/inbox/use-inbox.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import classes from '#renderer/shared/booking/alternatives-list.module.css'
import { useInboxBooking } from './inbox-booking.tsx'

/** So many are shown; the page has the rest. */
const shownCount = 3

/** The slots of a notice that are still open, each with the button that books it. */
export function OpenedSlots({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const { offered, ask } = useInboxBooking()
  const told = useOpenedNews().get(notice.id) ?? []
  const open = told.flatMap(slotId => offered.slots.find(({ id }) => id === slotId) ?? [])
  if (open.length === 0) return null
  const more = open.length - shownCount
  return (
    <Stack gap="xs">
      <ul className={classes.list}>
        {open.slice(0, shownCount).map(slot => {
          const coach = offered.coachById.get(slot.coachId)
          return (
            <li key={slot.id} className={classes.item}>
              <div>
                <Text size="sm" fw={600}>
                  {format.dayAndTimeRange(slot)}
                </Text>
                <Text size="sm">{coach?.displayName}</Text>
                <ZoneNote interval={slot} otherZone={coach?.zone} />
              </div>
              <SlotAction slot={slot} coach={coach} availability={offered.availabilityOf(slot)} onBook={ask} />
            </li>
          )
        })}
      </ul>
      {more > 0 && <Text size="sm">{t('more', { count: more })}</Text>}
    </Stack>
  )
}
