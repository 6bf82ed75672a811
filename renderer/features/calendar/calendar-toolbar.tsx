import { ActionIcon, Button, Group, SegmentedControl, Title, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconCopy, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useOffer } from '#renderer/store/hooks.ts'
import { HoursMenu } from './hours-menu.tsx'
import type { CalendarPlace } from './model/calendar-place.ts'
import type { CalendarView } from './model/view-range.ts'
import { PrintMenu } from './print/print-menu.tsx'

const views = ['day', 'week', 'agenda'] as const satisfies readonly CalendarView[]

/** The dates shown, the ways to others, and what can be done. */
export function CalendarToolbar(props: {
  readonly place: CalendarPlace
  readonly title: string
  /** Whether there is nothing before or after what is shown. */
  readonly ends: { readonly isFirst: boolean; readonly isLast: boolean }
  readonly onStep: (direction: 1 | -1) => void
  readonly onToday: () => void
  readonly onView: (view: CalendarView) => void
  readonly onNew: () => void
  readonly onCopyWeek: () => void
  readonly onAway: () => void
}) {
  const { t } = useTranslation('calendar')
  const { view } = props.place
  // A server that keeps no hours would not fill the calendar by them.
  const isOffered = useOffer('availability') === 'offered'
  return (
    <Group justify="space-between" gap="xs" mb="xs">
      <Group gap="xs" wrap="nowrap">
        <Group component="nav" data-print="hide" gap={4} wrap="nowrap" aria-label={t('nav.label')}>
          <StepButton label={t(`nav.previous.${view}`)} isOver={props.ends.isFirst} onClick={() => props.onStep(-1)}>
            <IconChevronLeft size={18} aria-hidden />
          </StepButton>
          <Button variant="default" onClick={props.onToday}>
            {t('nav.today')}
          </Button>
          <StepButton label={t(`nav.next.${view}`)} isOver={props.ends.isLast} onClick={() => props.onStep(1)}>
            <IconChevronRight size={18} aria-hidden />
          </StepButton>
        </Group>
        {/* Takes the focus after a change of page, so that it is read out. */}
        <Title order={1} size="h2" tabIndex={-1} data-page-title aria-live="polite" style={{ outline: 'none' }}>
          {props.title}
        </Title>
      </Group>
      <Group gap="xs" data-print="hide">
        <SegmentedControl
          aria-label={t('nav.view')}
          value={view}
          data={views.map(value => ({ value, label: t(`view.${value}`) }))}
          onChange={value => props.onView(views.find(known => known === value) ?? 'week')}
        />
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={props.onCopyWeek}>
          {t('action.copyLastWeek')}
        </Button>
        {isOffered && <HoursMenu onAway={props.onAway} />}
        <PrintMenu />
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={props.onNew}>
          {t('action.newSlot')}
        </Button>
      </Group>
    </Group>
  )
}

function StepButton(props: {
  readonly label: string
  /** The years that the calendar shows end here. */
  readonly isOver: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon variant="default" size={36} aria-label={props.label} disabled={props.isOver} onClick={props.onClick}>
        {props.children}
      </ActionIcon>
    </Tooltip>
  )
}
