import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { BusyText } from '#renderer/shared/sessions/busy-text.tsx'
import { LastNotesText } from '#renderer/shared/sessions/last-notes-text.tsx'
import { MeetingFact } from '#renderer/shared/sessions/meeting-fact.tsx'
import { OpenActionsList } from '#renderer/shared/sessions/open-actions-list.tsx'
import { findLastNotes } from '#renderer/shared/sessions/session-lists.ts'
import classes from './session-facts.module.css'

/** Of a booked slot: how to reach its student, how the two meet, what was noted last, and the way to the student's page. */
export function SessionFacts({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const last = useWorkspace(state => findLastNotes(state.calls, call.otherId))
  return (
    <>
      <BusyText call={call} />
      <dl className={classes.facts}>
        {call.otherPhone !== undefined && (
          <>
            <dt>{t('details.phone')}</dt>
            <dd>
              <PhoneLink phone={call.otherPhone} />
            </dd>
          </>
        )}
        <MeetingFact call={call} />
        {last?.notes !== undefined && (
          <>
            <dt>{t('details.lastNotes', { date: format.date(last.startsAt) })}</dt>
            <dd>
              <LastNotesText
                text={last.notes}
                maxHeight={80}
                showLabel={t('details.showNotes')}
                hideLabel={t('details.hideNotes')}
              />
            </dd>
          </>
        )}
      </dl>
      <OpenActionsList otherId={call.otherId} max={3} />
      <Text size="sm">
        <Anchor component={Link} to={paths.student(call.otherId)} inherit>
          {t('details.studentPage')}
        </Anchor>
      </Text>
    </>
  )
}
