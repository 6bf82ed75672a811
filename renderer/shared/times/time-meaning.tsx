import { Alert, Radio, Stack, Text } from '@mantine/core'
import { IconClockExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { WallClockInstant } from '#domain/time/wall-clock.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { useDurationText } from '#renderer/ui/format/use-duration-text.ts'
import type { TimeChoice } from './time-choice.ts'

/** Which two hours the fields mean, in the zone and in UTC; explains a time that the clock skips or shows twice. */
export function TimeMeaning(props: {
  readonly choice: TimeChoice
  readonly meaning: WallClockInstant | undefined
  readonly startsAt: Instant | undefined
  readonly onChoose: (repeated: TimeChoice['repeated']) => void
}) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const words = useZoneWords()
  const durationText = useDurationText()
  const { choice, meaning, startsAt } = props
  if (meaning === undefined || startsAt === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('dialog.incomplete')}
      </Text>
    )
  }
  const wordsOf = (at: Instant) => ({ time: format.time(at), offset: format.offsetName(at) })
  return (
    <Stack gap="xs">
      {meaning.kind === 'gap' && (
        <Alert color="yellow" variant="light" p="xs" icon={<IconClockExclamation size={18} aria-hidden />}>
          {t('dialog.gap', { time: choice.time, instead: format.time(meaning.at) })}
        </Alert>
      )}
      {meaning.kind === 'repeated' && (
        <Radio.Group
          label={t('dialog.repeated', { time: choice.time })}
          value={choice.repeated}
          onChange={value => props.onChoose(value === 'second' ? 'second' : 'first')}
        >
          <Stack gap={6} mt={6}>
            <Radio value="first" label={t('dialog.first', wordsOf(meaning.at))} />
            <Radio
              value="second"
              label={t('dialog.second', {
                ...wordsOf(meaning.later),
                // Not everywhere an hour: on Lord Howe Island it is half of one.
                duration: durationText((meaning.later - meaning.at) / minuteMs)
              })}
            />
          </Stack>
        </Radio.Group>
      )}
      <div aria-live="polite">
        <Text size="sm" fw={600}>
          {t('dialog.lasts', {
            day: format.day(startsAt),
            time: format.timeRange({ startsAt, endsAt: startsAt + slotLengthMs })
          })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('dialog.instant', {
            zone: words.name(format.zone),
            offset: format.offsetName(startsAt),
            utc: format.inZone('UTC').dayAndTime(startsAt)
          })}
        </Text>
      </div>
    </Stack>
  )
}
