import { Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { BlockButton } from '#renderer/shared/sessions/block-button.tsx'
import { MeetingFact } from '#renderer/shared/sessions/meeting-fact.tsx'
import { SessionCardLink } from '#renderer/shared/sessions/session-card-link.tsx'
import { RelationLine } from '#renderer/shared/relation/relation-line.tsx'
import type { StudentFacts } from './model/list-students.ts'
import classes from './students.module.css'

/** How to reach the student, what is next, and whether they may book. */
export function StudentContact({ student }: { readonly student: StudentFacts }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const { latest, relation, next, last, held } = student
  const zone = latest?.otherZone ?? relation?.otherZone
  const known = latest ?? relation
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={t('contact')}>
      <dl className={classes.facts}>
        <dt>{t('phone')}</dt>
        <dd>
          <Phone studentId={student.id} />
        </dd>
        {zone !== undefined && <ZoneFact zone={zone} />}
        <dt>{t('next')}</dt>
        <dd>{next === undefined ? t('none') : <SessionCardLink call={next} text={format.dayAndTimeRange(next)} />}</dd>
        {next !== undefined && <MeetingFact call={next} />}
        <dt>{t('last')}</dt>
        <dd>{last === undefined ? t('none') : <SessionCardLink call={last} text={format.date(last.startsAt)} />}</dd>
        <dt>{t('held')}</dt>
        <dd>{format.number(held)}</dd>
      </dl>
      <RelationLine otherId={student.id} />
      {known !== undefined && <BlockButton call={known} />}
    </Paper>
  )
}

/** The number is in the copies of sessions, for as long as the rules keep it there (PH1 to PH5). */
function Phone({ studentId }: { readonly studentId: string }) {
  const { t } = useTranslation('students')
  const phone = useWorkspace(
    state =>
      state.calls.findLast(
        ({ otherId, otherPhone, status }) =>
          otherId === studentId && otherPhone !== undefined && status !== 'declined' && status !== 'cancelled'
      )?.otherPhone
  )
  if (phone !== undefined) return <PhoneLink phone={phone} />
  return (
    <Text size="sm" c="dimmed">
      {t('noPhone')}
    </Text>
  )
}

function ZoneFact({ zone }: { readonly zone: string }) {
  const { t } = useTranslation('students')
  const format = useFormat()
  const words = useZoneWords()
  const now = useNow()
  return (
    <>
      <dt>{t('zone')}</dt>
      <dd>
        {words.name(zone)}
        <Text size="xs" c="dimmed">
          {t('localTime', { time: format.inZone(zone).dayAndTime(now) })}
        </Text>
      </dd>
    </>
  )
}
