import { Anchor, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listCoachingLog, type LoggedHours } from '#domain/insights/coaching-log.ts'
import type { InsightsQuestion } from '#domain/insights/count-sessions.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { hourMs } from '#domain/time/durations.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { labelOthers } from '#renderer/shared/sessions/other-name.ts'
import { CsvTable } from './csv-table.tsx'
import { type ChosenRange, toFileDays } from './model/chosen-range.ts'
import { namesForFile } from './model/names-for-file.ts'
import { findPhonesById } from './model/find-phones-by-id.ts'
import { NothingInDays } from './nothing-in-days.tsx'

interface CoachingLogViewProps {
  readonly question: InsightsQuestion
  readonly range: ChosenRange
}

/** With whom there were sessions, how long, and what was paid: by name of those who agreed, and of all others in one line (IN5, IN6). */
export function CoachingLogView({ question, range }: CoachingLogViewProps) {
  const { t } = useTranslation('insights')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const dossiers = useWorkspace(state => state.dossiers)
  const { entries, others, total } = useMemo(
    () => listCoachingLog(calls, id => dossiers.get(id)?.agreedToLog === true, question),
    [calls, dossiers, question]
  )
  const names = useMemo(() => namesForFile(calls, format.date), [calls, format])
  const phones = useMemo(() => findPhonesById(calls), [calls])
  if (total.sessions === 0) return <NothingInDays />
  const labels = labelOthers(calls)
  const erased = sessions('erasedName')
  const othersName = t('log.others', { count: others.students })
  const toCells = (hours: LoggedHours) => listHours(hours).map(count => format.number(count))
  const none = t('none')
  return (
    <Stack gap="md">
      <CsvTable
        title={t('log.title')}
        headings={logColumns.map(column => t(`log.column.${column}`))}
        rows={[
          ...entries.map(entry => {
            const phone = phones.get(entry.studentId)
            return {
              key: entry.studentId,
              head: (
                <Anchor component={Link} to={paths.student(entry.studentId)} size="sm">
                  {labels.get(entry.studentId) ?? erased}
                </Anchor>
              ),
              cells: [
                phone === undefined ? none : <PhoneLink key="phone" phone={phone} />,
                format.date(entry.firstAt),
                format.date(entry.lastAt),
                ...toCells(entry)
              ]
            }
          }),
          ...(others.students === 0
            ? []
            : [{ key: 'others', head: othersName, cells: [none, none, none, ...toCells(others)] }])
        ]}
        foot={{ key: 'total', head: t('total'), cells: ['', '', '', ...toCells(total)] }}
        lines={() => [
          logColumns.map(column => t(`log.column.${column}`)),
          ...entries.map(entry => {
            const phone = phones.get(entry.studentId)
            return [
              names.get(entry.studentId) ?? erased,
              // As an address: a number that begins with a plus is a formula to spreadsheets.
              phone === undefined ? undefined : `tel:${phone}`,
              dateAt(entry.firstAt, question.zone),
              dateAt(entry.lastAt, question.zone),
              ...listHours(entry)
            ]
          }),
          ...(others.students === 0 ? [] : [[othersName, undefined, undefined, undefined, ...listHours(others)]]),
          [t('total'), undefined, undefined, undefined, ...listHours(total)]
        ]}
        fileName={`coachdesk-coaching-log${toFileDays(range)}`}
      />
      <Text size="sm" c="dimmed">
        {t('log.how')}
      </Text>
    </Stack>
  )
}

const logColumns = ['student', 'contact', 'first', 'last', 'sessions', 'hours', 'paid', 'unpaid', 'unsaid'] as const

/** Sessions, then hours: all, paid, not paid, and of which nothing is said. */
function listHours({ sessions, paidMs, unpaidMs, unsaidMs }: LoggedHours): readonly number[] {
  return [sessions, ...[paidMs + unpaidMs + unsaidMs, paidMs, unpaidMs, unsaidMs].map(toHours)]
}

function toHours(ms: number): number {
  return Math.round((100 * ms) / hourMs) / 100
}
