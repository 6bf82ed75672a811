import { ActionIcon, Button, Checkbox, Fieldset, Group, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { followUpMaxLength, maxFollowUps } from '#domain/model/limits.ts'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import {
  addFollowUp,
  findFollowUpProblem,
  removeFollowUp,
  setFollowUpDone,
  type WrapUpValues
} from '../wrap-up-form.ts'

type FollowUpValues = Pick<WrapUpValues, 'followUps' | 'newFollowUp'>

/** Things to do after the session: add, tick, remove. Too long a text is kept and said to be so, never cut. */
export function FollowUpsField(props: {
  readonly values: FollowUpValues
  readonly newText: DraftText
  readonly onChange: (part: Partial<FollowUpValues>) => void
}) {
  const { t } = useTranslation('sessions')
  const input = useRef<HTMLInputElement>(null)
  const { values, newText, onChange } = props
  const { followUps: items, newFollowUp: text } = values
  const problem = findFollowUpProblem(items, text)
  const isFull = items.length >= maxFollowUps

  function add() {
    if (text.trim() === '' || problem !== undefined) return
    onChange({ followUps: addFollowUp(items, text), newFollowUp: '' })
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (shortcutKeyOf(event) !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }

  function remove(key: number) {
    onChange({ followUps: removeFollowUp(items, key) })
    // The button that had the focus is gone.
    input.current?.focus()
  }

  return (
    <Fieldset
      mx={0}
      variant="unstyled"
      legend={
        <Text size="sm" fw={500} mb={4}>
          {t('wrapUp.followUps')}
        </Text>
      }
    >
      {items.map(({ key, text: label, done }) => (
        <Group key={key} justify="space-between" wrap="nowrap" gap="xs" mb={4}>
          <Checkbox
            label={label}
            checked={done}
            onChange={event => onChange({ followUps: setFollowUpDone(items, key, event.currentTarget.checked) })}
            styles={{ label: { overflowWrap: 'anywhere' } }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => remove(key)}
            aria-label={t('wrapUp.removeFollowUp', { text: label })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <DraftTextInput
          ref={input}
          flex={1}
          aria-label={t('wrapUp.addFollowUp')}
          placeholder={t('wrapUp.addFollowUpPlaceholder')}
          text={newText}
          error={
            problem !== undefined &&
            t(`wrapUp.problem.${problem}`, { count: text.trim().length - followUpMaxLength, max: maxFollowUps })
          }
          disabled={isFull && text === ''}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" onClick={add} disabled={text.trim() === '' || problem !== undefined}>
          {t('wrapUp.add')}
        </Button>
      </Group>
      {isFull && problem === undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('wrapUp.followUpsFull', { count: maxFollowUps })}
        </Text>
      )}
    </Fieldset>
  )
}
