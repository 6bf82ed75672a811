import { Button, Center, Stack, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { groupByDay, takeItems } from '#renderer/ui/format/local-days.ts'
import classes from './session-list.module.css'
import { SessionRow, type SessionRowProps } from './session-row.tsx'

const pageSize = 40

/** Sessions by date in the display zone, in the order given, a page at a time. */
export function SessionDayList({
  calls,
  nextId,
  ...row
}: {
  readonly calls: readonly SessionCopy[]
  /** The one that runs or comes first: it is marked. */
  readonly nextId?: BookingId | undefined
} & Omit<SessionRowProps, 'call' | 'isNext'>) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const [limit, setLimit] = useState(pageSize)
  const days = useMemo(() => groupByDay(calls, format.zone), [calls, format.zone])
  const { groups, remaining } = takeItems(days, limit)
  return (
    <Stack gap="lg">
      {groups.map(({ date, items }) => (
        <section key={date} aria-labelledby={`sessions-${date}`}>
          <Title order={2} id={`sessions-${date}`} mb={6}>
            {items[0] === undefined ? date : format.day(items[0].startsAt)}
          </Title>
          <ul className={classes.list}>
            {items.map(call => (
              <SessionRow key={call.id} call={call} isNext={call.id === nextId} {...row} />
            ))}
          </ul>
        </section>
      ))}
      {remaining > 0 && (
        <Center data-print="hide">
          <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
            {t('showMore', { count: remaining })}
          </Button>
        </Center>
      )}
    </Stack>
  )
}
