import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { actionMaxLength, maxActions } from '#domain/model/limits.ts'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { addAction, type EditedRow, findActionProblem, type WrapUpValues } from '../wrap-up-form.ts'
import { ActionRow } from './action-row.tsx'

type ActionValues = Pick<WrapUpValues, 'actions' | 'newAction' | 'newOwner' | 'newDueDate'>

/** What student and coach will do: each with its text, its owner and perhaps a date. Too long a text is kept and said to be so, never cut. */
export function ActionsField(props: {
  readonly values: ActionValues
  /** The text of a listed action, or of the new one. */
  readonly textOf: (at: number | 'new') => DraftText
  readonly wasTried: boolean
  readonly studentName: string
  readonly onChange: (part: Partial<ActionValues>) => void
}) {
  const { t } = useTranslation('sessions')
  const input = useRef<HTMLInputElement>(null)
  const { values, textOf, wasTried, studentName, onChange } = props
  const { actions, newAction, newOwner, newDueDate } = values
  const isFull = actions.length >= maxActions
  const newProblem =
    findActionProblem(newAction) ?? (isFull && newAction.trim() !== '' ? 'too-many-actions' : undefined)

  const problemText = (text: string, problem: ReturnType<typeof findActionProblem>) =>
    problem && t(`wrapUp.problem.${problem}`, { count: text.trim().length - actionMaxLength, max: maxActions })

  function change(at: number, part: Partial<EditedRow>) {
    onChange({ actions: actions.map((row, index) => (index === at ? { ...row, ...part } : row)) })
  }

  function add() {
    if (newAction.trim() === '' || newProblem !== undefined) return
    onChange({ actions: addAction(values), newAction: '', newDueDate: undefined })
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (shortcutKeyOf(event) !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }

  return (
    <Fieldset
      mx={0}
      variant="unstyled"
      legend={
        <Text size="sm" fw={600}>
          {t('wrapUp.actions')}
        </Text>
      }
    >
      <Text size="xs" c="dimmed" mb={6}>
        {t('wrapUp.actionsHint', { name: studentName })}
      </Text>
      <Stack gap="sm">
        {actions.map((row, at) => (
          <ActionRow
            // oxlint-disable-next-line react/no-array-index-key -- a new one has no id yet, and two may say the same
            key={`${row.id ?? 'new'} ${at}`}
            label={t('wrapUp.action', { number: at + 1 })}
            row={row}
            text={textOf(at)}
            studentName={studentName}
            problem={problemText(row.text, findActionProblem(row.text, wasTried))}
            onChange={part => change(at, part)}
            onRemove={() => {
              onChange({ actions: actions.filter((_, index) => index !== at) })
              // The button that had the focus is gone.
              input.current?.focus()
            }}
          />
        ))}
        <ActionRow
          ref={input}
          label={t('wrapUp.newAction')}
          row={{ text: newAction, owner: newOwner, dueDate: newDueDate, isDone: false }}
          text={textOf('new')}
          studentName={studentName}
          problem={problemText(newAction, newProblem)}
          isDisabled={isFull && newAction === ''}
          onKeyDown={onKeyDown}
          onChange={({ owner, ...part }) =>
            onChange({
              ...(owner === undefined ? {} : { newOwner: owner }),
              ...('dueDate' in part ? { newDueDate: part.dueDate } : {})
            })
          }
        />
        <Group justify="space-between">
          <Button
            variant="default"
            size="xs"
            onClick={add}
            disabled={newAction.trim() === '' || newProblem !== undefined}
          >
            {t('wrapUp.addAction')}
          </Button>
          {isFull && (
            <Text size="xs" c="dimmed">
              {t('wrapUp.actionsFull', { count: maxActions })}
            </Text>
          )}
        </Group>
      </Stack>
    </Fieldset>
  )
}
