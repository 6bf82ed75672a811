import { Anchor, Group, Paper, Stack, Text } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { SlotAction } from './slot-action.tsx'
import classes from './slot-list.module.css'
import type { OfferedSlots } from './use-offered-slots.ts'

export interface SlotRowProps {
  readonly slot: Slot
  readonly offered: OfferedSlots
  /** On a coach's own page the name would say nothing new. */
  readonly showsCoach: boolean
  readonly onBook: (slot: Slot) => void
}

/** One slot: when, whose, and the button. Drawn again only when something about it changes: a page has many. */
export const SlotRow = memo(function SlotRow({ slot, offered, showsCoach, onBook }: SlotRowProps) {
  const format = useFormat()
  const coach = offered.coachById.get(slot.coachId)
  return (
    <Paper
      component="li"
      withBorder
      px="md"
      py="xs"
      radius="md"
      className={classes.row}
      {...(showsCoach ? {} : { 'data-own-page': true })}
    >
      <Stack gap={0} className={classes.when}>
        <Text fw={600} className={classes.time}>
          {format.timeRange(slot)}
        </Text>
        <ZoneNote
          interval={slot}
          otherZone={coach?.zone}
          {...(coach === undefined || !showsCoach ? {} : { person: coach.displayName })}
        />
      </Stack>
      {showsCoach && (
        <Stack gap={0} className={classes.who}>
          <CoachLink coach={coach} />
          <Text size="xs" c="dimmed" lineClamp={1}>
            {coach?.headline}
          </Text>
        </Stack>
      )}
      <Group justify="flex-end" className={classes.action}>
        {offered.isStudent && (
          <SlotAction slot={slot} coach={coach} availability={offered.availabilityOf(slot)} onBook={onBook} />
        )}
      </Group>
    </Paper>
  )
})

/** A coach's name, leading to their page. */
function CoachLink({ coach }: { readonly coach: CoachProfile | undefined }) {
  const { t } = useTranslation('booking')
  if (coach === undefined) return <Text size="sm">{t('unknownCoach')}</Text>
  return (
    <Anchor component={Link} to={paths.coach(coach.id)} size="sm" fw={600}>
      {coach.displayName}
    </Anchor>
  )
}
