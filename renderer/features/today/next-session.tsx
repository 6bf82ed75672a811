import { Anchor, Paper, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Instant } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { LastNotesText } from '#renderer/shared/sessions/last-notes-text.tsx'
import { MeetingFact } from '#renderer/shared/sessions/meeting-fact.tsx'
import { OpenActionsList } from '#renderer/shared/sessions/open-actions-list.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import { SessionCardLink } from '#renderer/shared/sessions/session-card-link.tsx'
import { findLastNotes } from '#renderer/shared/sessions/session-lists.ts'
import { SessionStatusLine } from '#renderer/shared/sessions/session-status-line.tsx'
import classes from './today.module.css'

/** The session that comes first: with whom, in how long, how to reach them, what was noted last. */
export function NextSession({ call, now }: { readonly call: SessionCopy; readonly now: Instant }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const name = useOtherLabel(call)
  const isRunning = call.startsAt <= now
  return (
    <Paper withBorder p="lg" radius="md" component="section" aria-labelledby="next-session">
      <Text size="xs" c="dimmed">
        {isRunning ? t('next.running') : t('next.in', { time: format.relative(call.startsAt, now) })}
      </Text>
      <Title order={2} size="h3" id="next-session">
        <Anchor
          component={Link}
          to={call.partyRole === 'coach' ? paths.student(call.otherId) : paths.coach(call.otherId)}
          inherit
        >
          {name}
        </Anchor>
      </Title>
      <div className={classes.when}>
        <SessionCardLink call={call} text={format.dayAndTimeRange(call)} />
        <SessionStatusLine call={call} />
      </div>
      <dl className={classes.facts}>
        {call.otherPhone !== undefined && (
          <>
            <dt>{t('next.phone')}</dt>
            <dd>
              <PhoneLink phone={call.otherPhone} />
            </dd>
          </>
        )}
        <MeetingFact call={call} />
        {call.partyRole === 'coach' && <LastNotesFact call={call} />}
      </dl>
      {/* The own ones of all sessions are listed below. */}
      <OpenActionsList otherId={call.otherId} isOfOtherAlone max={3} />
    </Paper>
  )
}

function LastNotesFact({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const last = useWorkspace(state => findLastNotes(state.calls, call.otherId))
  if (last?.notes === undefined) return null
  return (
    <>
      <dt>{t('next.lastNotes', { date: format.date(last.startsAt) })}</dt>
      <dd>
        <LastNotesText
          text={last.notes}
          maxHeight={100}
          showLabel={t('next.showNotes')}
          hideLabel={t('next.hideNotes')}
        />
      </dd>
    </>
  )
}
