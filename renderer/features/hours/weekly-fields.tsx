import { Button, Menu, Stack, Text } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CoachAvailability } from '#domain/model/availability.ts'
import { useWeekdays } from '#renderer/ui/format/use-weekdays.ts'
import { type HoursFaults, type HoursValues, withStarts } from './model/hours-values.ts'
import { StartsField } from './starts-field.tsx'
import classes from './hours-page.module.css'

const workdays = [1, 2, 3, 4, 5] as const

/** The starts of each weekday, to be copied from one to others. */
export function WeeklyFields(props: {
  readonly values: HoursValues
  readonly weekly: CoachAvailability['weekly']
  readonly gapMin: number
  readonly faults: HoursFaults['weekly']
  readonly onChange: (values: HoursValues) => void
}) {
  const { t } = useTranslation('hours')
  const { days, nameOf } = useWeekdays()
  const { values, weekly, gapMin, faults, onChange } = props
  const startsOf = (weekday: number): readonly number[] =>
    values.weekly?.find(day => day.weekday === weekday)?.starts ??
    weekly.find(day => day.weekday === weekday)?.starts ??
    []
  return (
    <Stack component="ul" gap={0} className={classes.list}>
      {days.map(weekday => {
        const starts = startsOf(weekday)
        return (
          <li key={weekday} className={classes.weekday}>
            <Text size="sm" fw={600} className={classes.weekdayName}>
              {nameOf(weekday)}
            </Text>
            <StartsField
              starts={starts}
              gapMin={gapMin}
              fault={faults.get(weekday)}
              onChange={next => onChange(withStarts(values, [weekday], next))}
              names={{
                start: number => t('weekly.start', { weekday: nameOf(weekday), number }),
                remove: time => t('weekly.remove', { weekday: nameOf(weekday), time }),
                add: t('weekly.addTo', { weekday: nameOf(weekday) })
              }}
              more={
                starts.length > 0 && (
                  <CopyMenu
                    label={t('weekly.copyFrom', { weekday: nameOf(weekday) })}
                    others={days.filter(day => day !== weekday).map(day => ({ day, name: nameOf(day) }))}
                    onCopy={weekdays => onChange(withStarts(values, weekdays, starts))}
                  />
                )
              }
            />
          </li>
        )
      })}
    </Stack>
  )
}

function CopyMenu(props: {
  readonly label: string
  readonly others: readonly { readonly day: number; readonly name: string }[]
  readonly onCopy: (weekdays: readonly number[]) => void
}) {
  const { t } = useTranslation('hours')
  const { label, others, onCopy } = props
  const days = others.map(({ day }) => day)
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={<IconCopy size={14} aria-hidden />} aria-label={label}>
          {t('weekly.copy')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ day, name }) => (
          <Menu.Item key={day} onClick={() => onCopy([day])}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onCopy(days.filter(day => workdays.some(workday => workday === day)))}>
          {t('weekly.allWeekdays')}
        </Menu.Item>
        <Menu.Item onClick={() => onCopy(days)}>{t('weekly.allDays')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
