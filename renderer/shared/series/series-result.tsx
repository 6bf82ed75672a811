import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { AskedDate, Refusal } from '#renderer/contract/screens.ts'
import { findClaimProgress } from '#renderer/shared/booking/claim-progress.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import classes from './series-dialog.module.css'
import type { SeriesSubject } from './series-subject.ts'

type DateResult =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'booked' }
  | { readonly kind: 'lost'; readonly refusal: Refusal | undefined }

/** What became of each date, as the answers come. */
export function SeriesResult(props: {
  readonly subject: SeriesSubject
  readonly asked: readonly AskedDate[]
  readonly onClose: () => void
}) {
  const { t } = useTranslation('booking')
  const { asked, subject, onClose } = props
  const results = useResults(asked)
  const count = (kind: DateResult['kind']) => results.filter(result => result.kind === kind).length
  const container = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone: the focus goes to what has come of it, and reads it out.
  useEffect(() => container.current?.focus(), [])
  const waiting = count('waiting')
  return (
    <>
      <div ref={container} tabIndex={-1} style={{ outline: 'none' }}>
        <Text size="sm" aria-live="polite">
          {waiting > 0
            ? t(subject.student === undefined ? 'series.waiting' : 'series.waitingFor', { count: waiting })
            : t('series.result', { booked: count('booked'), count: results.length })}
        </Text>
      </div>
      <Stack component="ul" gap={8} className={classes.list}>
        {asked.map((date, n) => (
          <li key={date.slotId} className={classes.row}>
            <ResultRow startsAt={date.startsAt} result={results[n] ?? { kind: 'waiting' }} />
          </li>
        ))}
      </Stack>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" component={Link} to={paths.sessions()}>
          {t('series.toSessions')}
        </Button>
        <Button onClick={onClose}>{t('dialog.done')}</Button>
      </Group>
    </>
  )
}

function useResults(asked: readonly AskedDate[]): readonly DateResult[] {
  const slots = useWorkspace(state => state.slots)
  const calls = useWorkspace(state => state.calls)
  const notices = useWorkspace(state => state.notices)
  return asked.map((date): DateResult => {
    if (date.kind === 'refused') return { kind: 'lost', refusal: date.refusal }
    const progress = findClaimProgress(date, { slots, calls, notices })
    switch (progress.kind) {
      case 'confirmed':
        return { kind: 'booked' }
      case 'lost':
        return { kind: 'lost', refusal: progress.reason }
      default:
        return { kind: 'waiting' }
    }
  })
}

const icons = {
  waiting: IconHourglass,
  booked: IconCheck,
  lost: IconX
} as const

function ResultRow({ startsAt, result }: { readonly startsAt: number; readonly result: DateResult }) {
  const { t } = useTranslation('booking')
  const format = useFormat()
  const refusalText = useRefusalText()
  const Icon = icons[result.kind]
  return (
    <>
      <Text size="sm" className={classes.when}>
        {format.dayAndTimeRange({ startsAt, endsAt: startsAt + slotLengthMs })}
      </Text>
      <Badge variant="default" leftSection={<Icon size={13} aria-hidden />}>
        {t(`series.date.${result.kind}`)}
      </Badge>
      {result.kind === 'lost' && (
        <Text size="xs" c="dimmed" w="100%">
          {result.refusal === undefined ? t('dialog.lostUnknown') : refusalText(result.refusal)}
        </Text>
      )}
    </>
  )
}
