// oxlint-disable-next-line no-restricted-imports -- a search is no text that anybody keeps
import { CloseButton, Modal, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { listItems, type PaletteItem } from './list-items.ts'
import { type Command, findCommands } from './model/find-commands.ts'
import { optionIdOf, PaletteList } from './palette-list.tsx'
import { PaletteNote } from './palette-note.tsx'
import classes from './search.module.css'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { moveChoice } from './move-choice.ts'
import { useAfterClosing } from './use-after-closing.ts'
import { useChoiceInView } from './use-choice-in-view.ts'
import { useSearchIndex } from './use-search-index.ts'

interface SearchPaletteProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly commands: readonly Command[]
}

/** Finds people, sessions and words in all that this device holds of the account, and commands. Works offline. */
export function SearchPalette({ opened, onClose, commands }: SearchPaletteProps) {
  const { t } = useTranslation('search')
  const { t: shared } = useTranslation('shared')
  const navigate = useNavigate()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [pointedId, setPointedId] = useState<string>()
  const afterwards = useRef<() => void>(undefined)
  const { index, progress } = useSearchIndex(opened)
  const now = useWorkspace(state => state.now)
  // At once, not deferred: Enter must never run what was first before the last letter. After each piece that was read, too.
  const found = useMemo(() => (progress.read === 0 ? [] : index.find(query, now())), [index, progress, query, now])
  const groups = listItems(found, findCommands(commands, query), path => void navigate(path))
  const items = groups.flatMap(group => group.items)
  const chosen = items.find(({ id }) => id === pointedId) ?? items[0]
  useChoiceInView(chosen && optionIdOf(listId, chosen))

  useAfterClosing(opened, () => {
    setQuery('')
    setPointedId(undefined)
    afterwards.current?.()
    afterwards.current = undefined
  })
  function run(item: PaletteItem) {
    afterwards.current = item.run
    onClose()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const key = shortcutKeyOf(event.nativeEvent)
    if (key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      run(chosen)
      return
    }
    const next = moveChoice(items, chosen, key)
    if (next === undefined) return
    event.preventDefault()
    setPointedId(next.id)
  }
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset="10dvh"
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')} radius="md">
        <div className={classes.content}>
          <TextInput
            className={classes.field ?? ''}
            variant="unstyled"
            size="lg"
            px="md"
            data-autofocus
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element is a field with a list of its own look
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={chosen && optionIdOf(listId, chosen)}
            aria-label={t('field')}
            placeholder={t('placeholder')}
            autoComplete="off"
            spellCheck={false}
            leftSection={<IconSearch size={18} aria-hidden />}
            rightSection={<CloseButton aria-label={shared('action.close')} onClick={onClose} />}
            rightSectionPointerEvents="all"
            value={query}
            onChange={event => {
              setQuery(event.currentTarget.value)
              setPointedId(undefined)
            }}
            onKeyDown={onKeyDown}
          />
          <PaletteList
            id={listId}
            groups={groups}
            chosenId={chosen?.id}
            onRun={run}
            onPoint={({ id }) => setPointedId(id)}
          />
          <PaletteNote isAsked={query.trim() !== ''} found={items.length} progress={progress} />
          <Text size="xs" c="dimmed" className={classes.note} visibleFrom="xs">
            {t('keys')}
          </Text>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
