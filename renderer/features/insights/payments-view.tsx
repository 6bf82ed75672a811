import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InsightsQuestion } from '#domain/insights/count-sessions.ts'
import { kindOf } from '#domain/insights/tally.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import { contains } from '#domain/time/interval.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { labelOthers, otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import { PaidMark } from '#renderer/shared/sessions/paid-mark.tsx'
import { SessionCardLink } from '#renderer/shared/sessions/session-card-link.tsx'
import { NothingInDays } from './nothing-in-days.tsx'
import classes from './insights.module.css'

const filters = ['open', 'all'] as const
type PaymentFilter = (typeof filters)[number]
const untouched: ReadonlySet<BookingId> = new Set()
/** So many more with each click. */
const pageSize = 50

/** The sessions that were held, to say at once which are paid (FB8). What was just noted stays until the list is chosen anew. */
export function PaymentsView({ question }: { readonly question: InsightsQuestion }) {
  const { t } = useTranslation('insights')
  const { t: sessions } = useTranslation('sessions')
  const format = useFormat()
  const calls = useWorkspace(state => state.calls)
  const [filter, setFilter] = useState<PaymentFilter>('open')
  const [touched, setTouched] = useState(untouched)
  const [count, setCount] = useState(pageSize)
  const held = useMemo(() => {
    const { range, now } = question
    return calls
      .filter(call => call.partyRole === 'coach' && (range === undefined || contains(range, call.startsAt)))
      .filter(call => kindOf(call, now) === 'held')
      .toReversed()
  }, [calls, question])
  if (held.length === 0) return <NothingInDays />
  const shown = held.filter(({ id, paid }) => filter === 'all' || paid !== true || touched.has(id))
  const labels = labelOthers(calls)
  return (
    <Stack gap="md">
      <Group gap="md" justify="space-between">
        <Text size="sm" component="output">
          {t('payments.sum', {
            paid: held.filter(({ paid }) => paid === true).length,
            unpaid: held.filter(({ paid }) => paid === false).length,
            unsaid: held.filter(({ paid }) => paid === undefined).length
          })}
        </Text>
        <SegmentedControl<PaymentFilter>
          size="xs"
          aria-label={t('payments.filter.label')}
          data-print="hide"
          data={filters.map(value => ({ value, label: t(`payments.filter.${value}`) }))}
          value={filter}
          onChange={value => {
            setFilter(value)
            setTouched(untouched)
          }}
        />
      </Group>
      {shown.length === 0 && <Text size="sm">{t('payments.none')}</Text>}
      <ul className={classes.payments}>
        {shown.slice(0, count).map(call => (
          <li key={call.id}>
            <div>
              <Text size="sm" fw={600}>
                {labels.get(call.otherId) ?? otherNameOf(call, sessions('erasedName'))}
              </Text>
              <SessionCardLink call={call} text={format.dayAndTimeRange(call)} />
            </div>
            <PaidMark call={call} onNoted={() => setTouched(known => new Set([...known, call.id]))} />
          </li>
        ))}
      </ul>
      {shown.length > count && (
        <Button variant="default" data-print="hide" onClick={() => setCount(count + pageSize)}>
          {t('payments.more', { count: shown.length - count })}
        </Button>
      )}
    </Stack>
  )
}
