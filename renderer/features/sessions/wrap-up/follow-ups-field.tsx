import { ActionIcon, Button, Checkbox, Fieldset, Group, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addFollowUp,
  type EditedFollowUp,
  followUpMaxLength,
  maxFollowUps,
  removeFollowUp,
  setFollowUpDone
} from '../wrap-up-form.ts'

/** Things to do after the session: add, tick, remove. */
export function FollowUpsField(props: {
  readonly items: readonly EditedFollowUp[]
  readonly onChange: (items: readonly EditedFollowUp[]) => void
}) {
  const { t } = useTranslation('sessions')
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { items, onChange } = props
  const isFull = items.length >= maxFollowUps

  function add() {
    if (text.trim() === '') return
    onChange(addFollowUp(items, text))
    setText('')
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }

  function remove(key: number) {
    onChange(removeFollowUp(items, key))
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
            onChange={event => onChange(setFollowUpDone(items, key, event.currentTarget.checked))}
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
        <TextInput
          ref={input}
          flex={1}
          aria-label={t('wrapUp.addFollowUp')}
          placeholder={t('wrapUp.addFollowUpPlaceholder')}
          value={text}
          maxLength={followUpMaxLength}
          disabled={isFull}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" onClick={add} disabled={isFull || text.trim() === ''}>
          {t('wrapUp.add')}
        </Button>
      </Group>
      {isFull && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('wrapUp.followUpsFull', { count: maxFollowUps })}
        </Text>
      )}
    </Fieldset>
  )
}
