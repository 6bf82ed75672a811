import type { MenuItemConstructorOptions } from 'electron'
import { words } from '../words.ts'

/** What the pointer is on; as Electron tells it. */
export interface ContextFacts {
  readonly isEditable: boolean
  readonly misspelledWord: string
  readonly dictionarySuggestions: readonly string[]
  readonly selectionText: string
  readonly linkURL: string
  readonly editFlags: {
    readonly canCut: boolean
    readonly canCopy: boolean
    readonly canPaste: boolean
    readonly canSelectAll: boolean
  }
}
export interface ContextActions {
  readonly replaceMisspelling: (word: string) => void
  readonly addToDictionary: (word: string) => void
  readonly copyText: (text: string) => void
}
type Item = MenuItemConstructorOptions
const separator: Item = { type: 'separator' }
const text = words.menu

/** The menu at the pointer: spelling and editing in fields, copying elsewhere. Empty where there is nothing to do. */
export function createContextMenuTemplate(facts: ContextFacts, actions: ContextActions): readonly Item[] {
  if (facts.isEditable) return [...spelling(facts, actions), ...editing(facts)]
  return [...link(facts, actions), ...(facts.selectionText.trim() === '' ? [] : [copy(facts)])]
}

function spelling({ misspelledWord, dictionarySuggestions }: ContextFacts, actions: ContextActions): readonly Item[] {
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.map(
    (word): Item => ({
      label: word,
      click: () => actions.replaceMisspelling(word)
    })
  )
  const none: Item = { id: 'no-suggestions', label: words.contextMenu.noSuggestions, enabled: false }
  return [
    ...(suggestions.length === 0 ? [none] : suggestions),
    separator,
    {
      id: 'add-to-dictionary',
      label: words.contextMenu.addToDictionary,
      click: () => actions.addToDictionary(misspelledWord)
    },
    separator
  ]
}

function editing({ editFlags }: ContextFacts): readonly Item[] {
  return [
    { id: 'cut', role: 'cut', label: text.cut, enabled: editFlags.canCut },
    { id: 'copy', role: 'copy', label: text.copy, enabled: editFlags.canCopy },
    { id: 'paste', role: 'paste', label: text.paste, enabled: editFlags.canPaste },
    separator,
    { id: 'select-all', role: 'selectAll', label: text.selectAll, enabled: editFlags.canSelectAll }
  ]
}

function copy({ editFlags }: ContextFacts): Item {
  return { id: 'copy', role: 'copy', label: text.copy, enabled: editFlags.canCopy }
}

/** The addresses of our own pages mean nothing elsewhere. */
function link({ linkURL }: ContextFacts, { copyText }: ContextActions): readonly Item[] {
  const address = linkURL.startsWith('https:') ? linkURL : /^tel:(?<number>.+)$/.exec(linkURL)?.groups?.['number']
  if (address === undefined) return []
  return [{ id: 'copy-link', label: words.contextMenu.copyLink, click: () => copyText(address) }]
}
