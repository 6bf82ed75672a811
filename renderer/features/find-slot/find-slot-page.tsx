import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Slot } from '#domain/model/slot.ts'
import { BookingDialog } from '#renderer/shared/booking/booking-dialog.tsx'
import { OfflineNote } from '#renderer/shared/booking/offline-note.tsx'
import { type CoachAway, listAway, listAwayOn } from '#renderer/shared/booking/days-off.ts'
import { SlotDayList } from '#renderer/shared/booking/slot-day-list.tsx'
import { useBooking } from '#renderer/shared/booking/use-booking.ts'
import { type OfferedSlots, useOfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { ByArrangementList } from './by-arrangement-list.tsx'
import { SlotFilterBar } from './slot-filter-bar.tsx'
import { filterSlots, readFilters, type SlotFilters, writeFilters } from './slot-filters.ts'
import { NoSlotsYet } from './no-slots.tsx'
import { WaitingButtons, WaitingProvider } from './waiting/waiting-part.tsx'

/** Every open slot of every coach, narrowed by the filters in the address, and the way to book one. */
export function FindSlotPage() {
  const { t } = useTranslation('booking')
  const { t: shared } = useTranslation('shared')
  const { zone } = useFormat()
  const words = useZoneWords()
  const isReady = useWorkspace(state => state.ready && state.hasAllSlots)
  const offered = useOfferedSlots()
  const booking = useBooking()
  if (!isReady) return <PageSkeleton />
  return (
    <>
      <PageHeader title={t('title')} subtitle={shared('zone.yours', { zone: words.name(zone) })} />
      <OfflineNote />
      <WaitingProvider offered={offered}>
        {offered.slots.length === 0 ? <NoSlotsYet /> : <FilteredSlots offered={offered} onAsk={booking.ask} />}
      </WaitingProvider>
      <BookingDialog booking={booking} offered={offered} />
    </>
  )
}

function FilteredSlots(props: {
  readonly offered: OfferedSlots
  readonly onAsk: ReturnType<typeof useBooking>['ask']
}) {
  const { t } = useTranslation('booking')
  const { offered, onAsk } = props
  const { zone } = useFormat()
  const [params, setParams] = useSearchParams()
  const filters = useMemo(() => readFilters(params), [params])
  const all = useMemo(() => filterSlots(offered.slots, filters, zone), [offered.slots, filters, zone])
  const { found, arranged } = useMemo(() => splitByArrangement(all, offered), [all, offered])
  const coaches = useMemo(() => listCoaches(offered), [offered])
  const away = useFilteredAway(offered, filters)
  const change = (next: SlotFilters) => setParams(current => writeFilters(current, next), { replace: true })
  return (
    <>
      <SlotFilterBar filters={filters} coaches={coaches} onChange={change} />
      <Group justify="space-between" mb="md">
        <SlotCount slots={found} offered={offered} />
        {all.length + away.length > 0 && <WaitingButtons filters={filters} />}
      </Group>
      {all.length + away.length === 0 ? (
        <EmptyState
          icon={IconFilterOff}
          title={t('noMatch.title')}
          text={t('noMatch.text')}
          action={
            <Stack gap="sm" align="center">
              <WaitingButtons filters={filters} isMain />
              <Button variant="default" onClick={() => change({})}>
                {t('filters.clear')}
              </Button>
            </Stack>
          }
        />
      ) : (
        <>
          <SlotDayList
            key={JSON.stringify(filters)}
            slots={found}
            away={away}
            offered={offered}
            showsCoach
            onBook={onAsk}
          />
          <ByArrangementList slots={arranged} offered={offered} />
        </>
      )}
    </>
  )
}

/**
 * The days off of the coaches that are looked for; of a day that is looked for, those that touch it, under that day. Whom the student has
 * to ask is in the list below, not in this one (BL2).
 */
function useFilteredAway({ coachById, arranged }: OfferedSlots, { coachId, day }: SlotFilters): readonly CoachAway[] {
  const now = useNow()
  return useMemo(() => {
    const coaches = [...coachById.values()].filter(
      ({ id }) => !arranged.has(id) && (coachId === undefined || id === coachId)
    )
    const away = listAway(coaches, now)
    return day === undefined ? away : listAwayOn(away, day).map(days => ({ ...days, date: day }))
  }, [coachById, arranged, coachId, day, now])
}

/** What has to be asked for stands last, by coach (BL2). */
function splitByArrangement(slots: readonly Slot[], { availabilityOf }: OfferedSlots) {
  const isArranged = (slot: Slot): boolean => {
    const availability = availabilityOf(slot)
    return availability.kind === 'blocked' && availability.reason === 'by-arrangement'
  }
  return { found: slots.filter(slot => !isArranged(slot)), arranged: slots.filter(isArranged) }
}

/** Those with something to offer, by name. */
function listCoaches({ slots, coachById }: OfferedSlots) {
  const offering = new Set(slots.map(slot => slot.coachId))
  return [...coachById.values()]
    .filter(coach => offering.has(coach.id))
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
}

/** How many slots were found, read out when the filters change. */
function SlotCount({ slots, offered }: { readonly slots: readonly Slot[]; readonly offered: OfferedSlots }) {
  const { t } = useTranslation('booking')
  const blocked = slots.filter(slot => offered.availabilityOf(slot).kind === 'blocked').length
  return (
    <Text component="output" display="block" size="sm" c="dimmed">
      {t('found', { count: slots.length })}
      {blocked > 0 && `. ${t(blocked === slots.length ? 'noneBookable' : 'notBookable', { count: blocked })}.`}
    </Text>
  )
}
