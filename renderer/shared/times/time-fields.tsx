// oxlint-disable-next-line no-restricted-imports -- date and time are chosen, not written
import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { slotGridMs } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { instantOfChoice, meaningOfChoice, type TimeChoice } from './time-choice.ts'
import { TimeMeaning } from './time-meaning.tsx'

/** Date and time of two hours, and what they mean. */
export function TimeFields(props: {
  readonly choice: TimeChoice
  readonly onChange: (part: Partial<TimeChoice>) => void
  /** Of the element that says why the time is refused. */
  readonly whyId: string | undefined
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation('calendar')
  const { zone } = useFormat()
  const { choice, onChange, whyId, autoFocus } = props
  return (
    <>
      <Group grow align="flex-start" gap="sm">
        <TextInput
          type="date"
          label={t('dialog.date')}
          value={choice.date}
          onChange={event => onChange({ date: event.currentTarget.value })}
          required
          {...(autoFocus === true ? { 'data-autofocus': true } : {})}
        />
        <TextInput
          type="time"
          label={t('dialog.time')}
          step={slotGridMs / 1000}
          value={choice.time}
          onChange={event => onChange({ time: event.currentTarget.value.slice(0, 5) })}
          aria-invalid={whyId !== undefined}
          {...(whyId === undefined ? {} : { 'aria-describedby': whyId })}
          required
        />
      </Group>
      <TimeMeaning
        choice={choice}
        meaning={meaningOfChoice(choice, zone)}
        startsAt={instantOfChoice(choice, zone)}
        onChoose={repeated => onChange({ repeated })}
      />
    </>
  )
}
