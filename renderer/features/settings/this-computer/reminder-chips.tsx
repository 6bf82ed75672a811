import { Chip, Group, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './reminder-chips.module.css'

const choices = ['1440', '120', '60', '30', '10', '5', '0'] as const
/** What the shell takes, at most. */
const maxReminders = 5

interface ReminderChipsProps {
  /** Minutes before the start. */
  readonly beforeMin: readonly number[]
  readonly onChange: (beforeMin: readonly number[]) => void
}

/** How long before a session a notification comes; several, or none. */
export function ReminderChips({ beforeMin, onChange }: ReminderChipsProps) {
  const { t } = useTranslation('desktop')
  const id = useId()
  const chosen = beforeMin.map(String)
  const isFull = chosen.length >= maxReminders
  return (
    <fieldset className={classes.group} aria-describedby={`${id}-hint`}>
      <Text size="sm" fw={500} component="legend" p={0}>
        {t('settings.remindersLabel')}
      </Text>
      <Text size="xs" c="dimmed" mb={8} id={`${id}-hint`}>
        {t('settings.remindersHint', { max: maxReminders })}
      </Text>
      <Chip.Group multiple value={chosen} onChange={next => onChange(next.map(Number).sort((a, b) => b - a))}>
        <Group gap={6}>
          {choices.map(choice => (
            <Chip key={choice} value={choice} size="sm" disabled={isFull && !chosen.includes(choice)}>
              {t(`settings.reminder.${choice}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  )
}
