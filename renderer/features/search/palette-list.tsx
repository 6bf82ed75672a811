import { Group, Kbd, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import type { PaletteGroup, PaletteItem } from './list-items.ts'
import { MarkedText } from './marked-text.tsx'
import classes from './search.module.css'

interface PaletteListProps {
  readonly id: string
  readonly groups: readonly PaletteGroup[]
  readonly chosenId: string | undefined
  readonly onRun: (item: PaletteItem) => void
  readonly onPoint: (item: PaletteItem) => void
}

/** What a line is called in the page, for `aria-activedescendant`. */
export function optionIdOf(listId: string, item: PaletteItem): string {
  return `${listId}-${item.id.replace(/[^\w-]/g, '_')}`
}

/** What was found, by kind; the keys are the field's. */
export function PaletteList({ id, groups, chosenId, onRun, onPoint }: PaletteListProps) {
  const { t } = useTranslation('search')
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an element's own list holds plain text alone
    <div id={id} role="listbox" aria-label={t('results')} className={classes.list}>
      {groups.map(group => (
        <ItemGroup key={group.kind} group={group}>
          {group.items.map(item => (
            // The field has the focus, and its keys.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={item.id}
              id={optionIdOf(id, item)}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it holds more than plain text
              role="option"
              aria-selected={item.id === chosenId}
              className={classes.item}
              onMouseDown={event => event.preventDefault()}
              onMouseMove={() => onPoint(item)}
              onClick={() => onRun(item)}
            >
              <ItemLines item={item} />
            </div>
          ))}
        </ItemGroup>
      ))}
    </div>
  )
}

function ItemGroup({ group, children }: { readonly group: PaletteGroup; readonly children: React.ReactNode }) {
  const { t } = useTranslation('search')
  const id = useId()
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a list box has groups, and no field sets
    <div role="group" aria-labelledby={id}>
      <div id={id} className={classes.kind}>
        {t(`kind.${group.kind}`)}
        {group.more > 0 && ` ${t('more', { count: group.more })}`}
      </div>
      {children}
    </div>
  )
}

function ItemLines({ item: { title, excerpt, at, keys } }: { readonly item: PaletteItem }) {
  const format = useFormat()
  return (
    <>
      <Group justify="space-between" gap="0 12px" wrap="wrap">
        <Text component="span" size="sm" fw={500} className={classes.words}>
          <MarkedText parts={title} />
        </Text>
        {at !== undefined && (
          <Text component="span" size="xs" c="dimmed">
            {`${format.date(at)}, ${format.time(at)}`}
          </Text>
        )}
        {keys.length > 0 && (
          <Group component="span" gap={4} visibleFrom="xs" aria-hidden>
            {keys.map(key => (
              <Kbd key={key} size="xs">
                {key}
              </Kbd>
            ))}
          </Group>
        )}
      </Group>
      {excerpt.length > 0 && (
        <Text size="xs" c="dimmed" className={classes.words}>
          <MarkedText parts={excerpt} />
        </Text>
      )}
    </>
  )
}
