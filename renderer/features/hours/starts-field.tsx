// oxlint-disable-next-line no-restricted-imports -- a time is chosen, not written
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type FocusEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { slotGridMs } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { clockText } from '#renderer/ui/format/wall-clock-text.ts'
import { sortStarts, type StartsFault, suggestNextStart } from './model/hours-values.ts'

/** The starts of a day, each a time of its own. They are put in order once nobody is in them any more. */
export function StartsField(props: {
  readonly starts: readonly number[]
  readonly gapMin: number
  readonly fault: StartsFault | undefined
  readonly onChange: (starts: readonly number[]) => void
  /** How the fields and buttons are called. */
  readonly names: {
    readonly start: (number: number) => string
    readonly remove: (time: string) => string
    readonly add: string
  }
  readonly more?: ReactNode
}) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const whyId = useId()
  const addButton = useRef<HTMLButtonElement>(null)
  const { starts, gapMin, fault, onChange, names } = props
  const next = suggestNextStart(starts, gapMin)

  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    const sorted = sortStarts(starts)
    if (!currentTarget.contains(relatedTarget) && sorted.some((start, at) => start !== starts[at])) onChange(sorted)
  }

  return (
    <Stack gap={4} flex={1} miw={0} onBlur={onBlur}>
      <Group gap="xs">
        {starts.length === 0 && (
          <Text size="sm" c="dimmed" w="8rem">
            {t('weekly.none')}
          </Text>
        )}
        {starts.map((start, at) => (
          // Two of the same time are possible while one is typed.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={at} gap={2} wrap="nowrap">
            <StartInput
              label={names.start(at + 1)}
              minutes={start}
              whyId={fault === undefined ? undefined : whyId}
              onChange={minutes => onChange(starts.map((known, index) => (index === at ? minutes : known)))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={names.remove(clockText(start, format))}
              onClick={() => {
                onChange(starts.filter((_, index) => index !== at))
                addButton.current?.focus()
              }}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          ref={addButton}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={names.add}
          disabled={next === undefined}
          onClick={() => next !== undefined && onChange(sortStarts([...starts, next]))}
        >
          {t('weekly.add')}
        </Button>
        {props.more}
      </Group>
      {fault !== undefined && (
        <Text id={whyId} size="sm" c="var(--mantine-color-error)" role="alert">
          {t(`fault.${fault}`)}
        </Text>
      )}
    </Stack>
  )
}

/** One time. What is typed half is nobody's business: the field goes back to the last whole time when it is left. */
function StartInput(props: {
  readonly label: string
  readonly minutes: number
  readonly whyId: string | undefined
  readonly onChange: (minutes: number) => void
}) {
  const [half, setHalf] = useState<string>()
  const { label, minutes, whyId, onChange } = props

  function change(text: string) {
    const [, hours, rest] = /^(\d{2}):(\d{2})/.exec(text) ?? []
    setHalf(hours === undefined ? text : undefined)
    if (hours !== undefined) onChange(Number(hours) * 60 + Number(rest))
  }

  return (
    <TextInput
      type="time"
      size="xs"
      w="8rem"
      aria-label={label}
      step={slotGridMs / 1_000}
      value={half ?? toTimeText(minutes)}
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => setHalf(undefined)}
      error={whyId !== undefined}
      {...(whyId === undefined ? {} : { 'aria-describedby': whyId })}
    />
  )
}

/** `HH:mm`, as the field wants it. */
function toTimeText(minutes: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
