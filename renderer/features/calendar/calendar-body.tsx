import { Button, Group, Text } from '@mantine/core'
import { IconCalendarPlus, IconPlus } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { useIsPrinting } from '#renderer/ui/print/use-is-printing.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { lazyPart } from '#renderer/ui/lazy/lazy-part.tsx'
import { AwayButton } from './away-button.tsx'
import { CancelDayButton } from './cancel-day-button.tsx'
import { DaysOffLine } from './days-off-line.tsx'
import { CalendarGrid, type CalendarGridProps } from './grid/calendar-grid.tsx'
import { NightSlots } from './grid/night-slots.tsx'
import { PrintedDays } from './print/printed-days.tsx'
import type { useCalendarModel } from './use-calendar-model.ts'

const AgendaList = lazyPart(async () => (await import('./agenda/agenda-list.tsx')).AgendaList)

type BodyProps = Pick<CalendarGridProps, 'mayMove' | 'onCell' | 'onDrop' | 'onDragged'> & {
  readonly model: ReturnType<typeof useCalendarModel>
  readonly onNew: () => void
}

/** The grid, or the list; with a word where there is nothing in it yet. */
export function CalendarBody({ model, onNew, ...grid }: BodyProps) {
  const { t } = useTranslation('calendar')
  const isArriving = useIsArriving('slots')
  const isPrinting = useIsPrinting()
  const { place, goTo, views, dates } = model
  const onDay = useCallback((date: CalendarDate) => goTo({ date, view: 'day' }), [goTo])
  const newSlot = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew} data-calendar-entry>
      {t('action.newSlot')}
    </Button>
  )

  if (place.view === 'agenda') {
    if (isArriving && views.length === 0) return <PageSkeleton />
    return views.length + model.daysOff.length === 0 ? (
      <EmptyState
        icon={IconCalendarPlus}
        title={t('empty.title.agenda')}
        text={t('empty.agendaHint')}
        action={newSlot}
      />
    ) : (
      <AgendaList slots={views} dates={dates} daysOff={model.daysOff} today={model.today} />
    )
  }
  return (
    <>
      {views.length + model.daysOff.length === 0 && !isArriving && (
        <Group gap="xs" mb="xs" role="note" data-print="hide">
          <IconCalendarPlus size={18} aria-hidden />
          <Text size="sm" fw={600}>
            {t(`empty.title.${place.view}`)}
          </Text>
          <Text size="sm" c="dimmed">
            {t('empty.hint')}
          </Text>
        </Group>
      )}
      {isPrinting && <PrintedDays dates={dates} slots={views} />}
      <div data-print="hide">
        {place.view === 'day' && place.date >= model.today && (
          <Group justify="flex-end" mb={4}>
            <AwayButton date={place.date} />
            <CancelDayButton date={place.date} />
          </Group>
        )}
        <DaysOffLine coach={model.coach} dates={dates} />
        <NightSlots slots={model.nights} />
        <CalendarGrid
          {...grid}
          dates={dates}
          events={model.events}
          bands={model.bands}
          daysOff={model.daysOff}
          entryCell={model.entryCell}
          onDay={onDay}
        />
      </div>
    </>
  )
}
