import { Alert, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import { findDayOff } from '#domain/hours/days-off.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { maxSeriesDates } from '#domain/model/series.ts'
import { isOffered, type PlannedDate } from '#domain/series/plan-series.ts'
import type { AskedDate, Refusal, SeriesActions } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DialogFooter } from '#renderer/ui/dialog-footer.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import classes from './series-dialog.module.css'
import type { SeriesSubject } from './series-subject.ts'

const usualCount = 4

/** How many weeks, and which of their dates are sent; each date that cannot be had says why (SR6). */
export function ChooseDates(props: {
  readonly subject: SeriesSubject
  readonly actions: SeriesActions
  readonly onAsked: (asked: readonly AskedDate[]) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { subject, actions, onAsked, onClose } = props
  const [count, setCount] = useState(usualCount)
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set())
  const [beingSent, setBeingSent] = useState<readonly PlannedDate[]>()
  const [refusal, setRefusal] = useState<Refusal>()
  // One date after the other is asked for: that makes none of them somebody else's.
  const planned = usePlan(subject, actions, count)
  const dates = beingSent ?? planned
  const chosen = dates.filter(date => isOffered(date) && !leftOut.has(date.position))
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const needsNetwork = subject.student === undefined

  async function ask() {
    setBeingSent(dates)
    const { coachId, student } = subject
    const outcome = await (student === undefined ? actions.claim(coachId, chosen) : actions.pencil(student.id, chosen))
    setBeingSent(undefined)
    if (outcome.ok) onAsked(outcome.value)
    else setRefusal(outcome.refusal)
  }

  return (
    <>
      <Text size="sm">
        {subject.student === undefined ? t('series.text') : t('series.textFor', { name: subject.student.name })}
      </Text>
      <Select
        label={t('series.count')}
        data={Array.from({ length: maxSeriesDates - 1 }, (_, n) => ({
          value: String(n + 2),
          label: t('series.weeks', { count: n + 2 })
        }))}
        value={String(count)}
        onChange={value => setCount(Number(value))}
        allowDeselect={false}
        maw={220}
      />
      <DateList
        dates={dates}
        leftOut={leftOut}
        subject={subject}
        onToggle={position => setLeftOut(toggle(leftOut, position))}
      />
      {isOffline && (
        <Alert color="gray" variant="light" aria-live="polite" icon={<IconCloudOff size={18} />} p="xs">
          {t(needsNetwork ? 'offline.text' : 'series.offline')}
        </Alert>
      )}
      <RefusalAlert refusal={refusal} />
      <DialogFooter>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('dialog.back')}
          </Button>
          <Button
            loading={beingSent !== undefined}
            disabled={chosen.length === 0 || (needsNetwork && isOffline)}
            onClick={() => void ask()}
          >
            {t(needsNetwork ? 'series.confirm' : 'series.confirmFor', { count: chosen.length })}
          </Button>
        </Group>
      </DialogFooter>
    </>
  )
}

/** Planned anew whenever something that a date depends on changes. */
function usePlan({ coachId, firstStartsAt, student }: SeriesSubject, actions: SeriesActions, count: number) {
  useWorkspace(state => state.slots)
  useWorkspace(state => state.calls)
  useWorkspace(state => state.coaches)
  return actions.plan({ coachId, firstStartsAt, count, studentId: student?.id })
}

function toggle(positions: ReadonlySet<number>, position: number): ReadonlySet<number> {
  const next = new Set(positions)
  if (!next.delete(position)) next.add(position)
  return next
}

function DateList(props: {
  readonly dates: readonly PlannedDate[]
  readonly leftOut: ReadonlySet<number>
  readonly subject: SeriesSubject
  readonly onToggle: (position: number) => void
}) {
  const { t } = useTranslation('booking')
  const titleId = useId()
  return (
    <section aria-labelledby={titleId}>
      <Text id={titleId} size="sm" fw={600} mb={6}>
        {t('series.dates')}
      </Text>
      <Stack component="ul" gap={6} className={classes.list}>
        {props.dates.map(date => (
          <li key={date.position}>
            <DateRow
              date={date}
              subject={props.subject}
              isChosen={isOffered(date) && !props.leftOut.has(date.position)}
              onToggle={() => props.onToggle(date.position)}
            />
          </li>
        ))}
      </Stack>
    </section>
  )
}

function DateRow(props: {
  readonly date: PlannedDate
  readonly subject: SeriesSubject
  readonly isChosen: boolean
  readonly onToggle: () => void
}) {
  const format = useFormat()
  const { date, subject, isChosen, onToggle } = props
  const interval = { startsAt: date.startsAt, endsAt: date.startsAt + slotLengthMs }
  const coach = useWorkspace(state => state.coaches.find(({ id }) => id === subject.coachId))
  const other = subject.student ?? { zone: coach?.zone, name: coach?.displayName ?? '' }
  return (
    <>
      <Checkbox
        label={<span className={classes.when}>{format.dayAndTimeRange(interval)}</span>}
        description={useDateText(date, coach, subject)}
        checked={isChosen}
        disabled={!isOffered(date)}
        onChange={onToggle}
      />
      <div className={classes.note}>
        <ZoneNote interval={interval} otherZone={other.zone} person={other.name} />
      </div>
    </>
  )
}

/** What can be said of a date: that its coach is away, and where the clock changes, that it does. */
function useDateText(
  { startsAt, state, clock }: PlannedDate,
  coach: CoachProfile | undefined,
  { student }: SeriesSubject
): string {
  const { t } = useTranslation('booking')
  const ruleText = useRuleText()
  const change = clock === 'exact' ? [] : [t(`series.clock.${clock}`)]
  const off = coach === undefined ? undefined : findDayOff(coach, startsAt)
  const away = student === undefined ? 'away' : 'youAway'
  const { displayName: name = '' } = coach ?? {}
  function awayText(): readonly string[] {
    if (off === undefined) return []
    const { note } = off
    return [note === undefined ? t(`series.${away}`, { name }) : t(`series.${away}Note`, { name, note })]
  }
  switch (state.kind) {
    case 'open':
      return [t('series.free'), ...change, ...awayText()].join(' ')
    case 'makes-slot':
      return [t('series.makesSlot'), ...change, ...awayText()].join(' ')
    case 'no-slot':
      return [...(off === undefined ? [t('series.noSlot')] : []), ...change, ...awayText()].join(' ')
    case 'refused':
      return [ruleText(state.reason), ...change].join(' ')
    default:
      return assertNever(state)
  }
}
