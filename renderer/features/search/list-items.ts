import type { Instant } from '#domain/model/primitives.ts'
import { cutExcerpt, markHits, type TextPart } from './model/excerpt.ts'
import type { Command } from './model/find-commands.ts'
import type { EntryKind } from './model/search-entry.ts'
import type { FoundEntry, FoundGroup } from './model/search-index.ts'

/** One line of the palette. */
export interface PaletteItem {
  readonly id: string
  readonly title: readonly TextPart[]
  readonly excerpt: readonly TextPart[]
  /** The session that it belongs to. */
  readonly at: Instant | undefined
  readonly keys: readonly string[]
  readonly run: () => void
}

export interface PaletteGroup {
  readonly kind: EntryKind | 'command'
  readonly items: readonly PaletteItem[]
  /** Those that are not shown. */
  readonly more: number
}

/** What the palette shows: what was found, then commands. */
export function listItems(
  found: readonly FoundGroup[],
  commands: readonly Command[],
  onOpen: (path: string) => void
): readonly PaletteGroup[] {
  const groups = found.map(
    ({ kind, shown, more }): PaletteGroup => ({ kind, more, items: shown.map(one => foundToItem(one, onOpen)) })
  )
  if (commands.length === 0) return groups
  return [...groups, { kind: 'command', more: 0, items: commands.map(commandToItem) }]
}

function foundToItem({ entry, hits }: FoundEntry, onOpen: (path: string) => void): PaletteItem {
  return {
    id: entry.id,
    title: markHits(entry.name, hits),
    excerpt: entry.text === '' ? [] : cutExcerpt(entry.text, hits),
    at: entry.startsAt,
    keys: [],
    run: () => onOpen(entry.path)
  }
}

function commandToItem({ id, label, keys = [], run }: Command): PaletteItem {
  return { id: `command ${id}`, title: [{ text: label, isHit: false }], excerpt: [], at: undefined, keys, run }
}
