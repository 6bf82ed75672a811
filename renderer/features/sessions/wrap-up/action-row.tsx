import { ActionIcon, Checkbox, Group, NativeSelect } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { DayPickerInput } from '#renderer/ui/day-picker-input.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import type { EditedRow } from '../wrap-up-form.ts'
import classes from './action-row.module.css'

interface ActionRowProps {
  /** Tells the fields of one action from those of another. */
  readonly label: string
  readonly row: EditedRow
  readonly text: DraftText
  readonly studentName: string
  readonly problem: string | undefined
  readonly isDisabled?: boolean
  readonly onChange: (part: Partial<EditedRow>) => void
  /** Absent for the new one. */
  readonly onRemove?: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly ref?: RefObject<HTMLInputElement | null>
}

/** The fields of one action: text, owner, date; of the coach's own, whether it is done. */
export function ActionRow(props: ActionRowProps) {
  const { t } = useTranslation('sessions')
  const { label, row, text, studentName, problem, isDisabled = false, onChange, onRemove, onKeyDown, ref } = props
  const format = useFormat()
  const dateText =
    row.dueDate === undefined ? t('wrapUp.noDate') : format.inZone('UTC').date(Date.parse(`${row.dueDate}T00:00Z`))
  return (
    <fieldset aria-label={label} className={classes.row}>
      <Group gap="xs" wrap="nowrap" align="flex-start" mb={6}>
        {onRemove !== undefined && row.owner === 'coach' && (
          <Checkbox
            mt={8}
            aria-label={t('wrapUp.actionDone', { action: label })}
            checked={row.isDone}
            onChange={event => onChange({ isDone: event.currentTarget.checked })}
          />
        )}
        <DraftTextInput
          flex={1}
          aria-label={label}
          text={text}
          error={problem}
          disabled={isDisabled}
          {...(ref === undefined ? {} : { ref })}
          {...(onKeyDown === undefined
            ? { placeholder: t('wrapUp.actionPlaceholder') }
            : { onKeyDown, placeholder: t('wrapUp.newActionPlaceholder') })}
        />
        {onRemove !== undefined && (
          <ActionIcon
            mt={4}
            variant="subtle"
            color="gray"
            onClick={onRemove}
            aria-label={t('wrapUp.removeAction', { text: row.text || label })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      <div className={classes.more}>
        <NativeSelect
          size="xs"
          aria-label={t('wrapUp.actionOwner', { action: label })}
          data={[
            { value: 'student', label: t('wrapUp.ownerStudent', { name: studentName }) },
            { value: 'coach', label: t('wrapUp.ownerCoach') }
          ]}
          value={row.owner}
          disabled={isDisabled}
          onChange={event => onChange({ owner: event.currentTarget.value === 'coach' ? 'coach' : 'student' })}
        />
        <DayPickerInput
          size="xs"
          clearable
          clearButtonProps={{ 'aria-label': t('wrapUp.clearDate', { action: label }) }}
          // What the button shows is part of its name.
          aria-label={t('wrapUp.actionDate', { action: label, date: dateText })}
          placeholder={t('wrapUp.noDate')}
          value={row.dueDate}
          disabled={isDisabled}
          onChange={dueDate => onChange({ dueDate })}
        />
      </div>
    </fieldset>
  )
}
