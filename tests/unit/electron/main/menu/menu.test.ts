import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { type ContextFacts, createContextMenuTemplate } from '#electron/main/menu/create-context-menu-template.ts'
import { createMenuTemplate, type MenuFacts } from '#electron/main/menu/create-menu-template.ts'
import { createTrayTemplate, createTrayTooltip } from '#electron/main/menu/create-tray-template.ts'

type Item = MenuItemConstructorOptions

const flatten = (items: readonly Item[]): readonly Item[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
const labels = (items: readonly Item[]): readonly string[] =>
  items.map(({ type, label = '' }) => (type === 'separator' ? '-' : label))
const find = (items: readonly Item[], id: string): Item | undefined => flatten(items).find(item => item.id === id)
const click = (item: Item | undefined): void => (item?.click as (() => void) | undefined)?.()

describe('the menu', () => {
  const facts: MenuFacts = { platform: 'linux', role: 'coach', isDevelopment: false, mayUpdate: true }
  const open = (given: Partial<MenuFacts> = {}) => {
    const done: string[] = []
    const menu = createMenuTemplate(
      { ...facts, ...given },
      {
        choose: command => done.push(command),
        openLogs: () => done.push('logs'),
        checkForUpdates: () => done.push('updates'),
        showAbout: () => done.push('about')
      }
    )
    return { menu, done }
  }

  test.each([
    ['linux', ['File', 'Edit', 'View', 'Window', 'Help']],
    ['win32', ['File', 'Edit', 'View', 'Window', 'Help']],
    ['darwin', ['CoachDesk', 'File', 'Edit', 'View', 'Window', 'Help']]
  ] as const)('has the parts that %s expects', (platform, expected) => {
    expect(labels(open({ platform }).menu)).toEqual(expected)
  })

  test.each(['linux', 'win32', 'darwin'] as const)('carries the standard roles once each on %s', platform => {
    const roles = flatten(open({ platform }).menu).flatMap(({ role }) => role ?? [])
    expect(new Set(roles).size).toBe(roles.length)
    expect(roles).toEqual(
      expect.arrayContaining([
        'redo',
        'cut',
        'copy',
        'paste',
        'selectAll',
        'close',
        'quit',
        'minimize',
        'togglefullscreen',
        'resetZoom',
        'zoomIn',
        'zoomOut',
        'help'
      ])
    )
  })

  test.each(['linux', 'win32', 'darwin'] as const)(
    'gives each line a name of its own and each shortcut once on %s',
    platform => {
      const items = flatten(open({ platform, isDevelopment: true }).menu).filter(({ type }) => type !== 'separator')
      const ids = items.map(({ id }) => id)
      expect(ids).not.toContain(undefined)
      expect(new Set(ids).size).toBe(ids.length)
      const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
      expect(new Set(keys).size).toBe(keys.length)
    }
  )

  test('the search is the page’s, and there for whoever is signed in', () => {
    for (const role of ['coach', 'student'] as const) {
      const { menu, done } = open({ role })
      expect(find(menu, 'search')).toMatchObject({ accelerator: 'CommandOrControl+K', enabled: true })
      click(find(menu, 'search'))
      expect(done).toEqual(['search'])
    }
    expect(find(open({ role: undefined }).menu, 'search')).toMatchObject({ enabled: false })
  })

  test('undo is the page’s to decide, and not asked for while a dialog of the system has the focus', () => {
    const { menu, done } = open()
    const undo = find(menu, 'undo')
    expect(undo).toMatchObject({ accelerator: 'CommandOrControl+Z' })
    expect(undo).not.toHaveProperty('role')
    const choose = undo?.click as (item: unknown, window: object | undefined) => void
    choose(undo, undefined)
    expect(done).toEqual([])
    choose(undo, {})
    expect(done).toEqual(['undo'])
  })

  test('hands the commands over', () => {
    const { menu, done } = open()
    for (const id of [
      'new-slot',
      'print',
      'save-pdf',
      'settings',
      'sync-now',
      'shortcuts',
      'open-logs',
      'check-updates',
      'about'
    ]) {
      click(find(menu, id))
    }
    expect(done).toEqual([
      'new-slot',
      'print',
      'save-pdf',
      'settings',
      'sync-now',
      'shortcuts',
      'logs',
      'updates',
      'about'
    ])
  })

  test('lets only coaches make slots, and only packages be updated', () => {
    expect(find(open().menu, 'new-slot')?.enabled).toBe(true)
    for (const role of ['student', undefined] as const)
      expect(find(open({ role }).menu, 'new-slot')?.enabled).toBe(false)
    expect(find(open({ mayUpdate: false }).menu, 'check-updates')?.enabled).toBe(false)
  })

  test('shows the tools of development there alone', () => {
    const roles = (isDevelopment: boolean) => flatten(open({ isDevelopment }).menu).flatMap(({ role }) => role ?? [])
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(false)).not.toContain('reload')
  })
})

describe('the menu at the pointer', () => {
  const facts: ContextFacts = {
    isEditable: false,
    misspelledWord: '',
    dictionarySuggestions: [],
    selectionText: '',
    linkURL: '',
    editFlags: { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
  }
  const open = (given: Partial<ContextFacts>) => {
    const done: string[] = []
    const menu = createContextMenuTemplate(
      { ...facts, ...given },
      {
        replaceMisspelling: word => done.push(`replace ${word}`),
        addToDictionary: word => done.push(`add ${word}`),
        copyText: text => done.push(`copy ${text}`)
      }
    )
    return { menu, done }
  }

  test('is none where there is nothing to do', () => {
    expect(open({}).menu).toEqual([])
    expect(open({ selectionText: ' \n' }).menu).toEqual([])
    expect(open({ linkURL: 'app://coachdesk/index.html#/inbox' }).menu).toEqual([])
  })

  test('corrects and edits in a field', () => {
    const { menu, done } = open({
      isEditable: true,
      misspelledWord: 'sesion',
      dictionarySuggestions: ['session', 'season']
    })
    expect(labels(menu)).toEqual([
      'session',
      'season',
      '-',
      'Add to dictionary',
      '-',
      'Cut',
      'Copy',
      'Paste',
      '-',
      'Select all'
    ])
    for (const item of menu) click(item)
    expect(done).toEqual(['replace session', 'replace season', 'add sesion'])
  })

  test('says that it knows no better word', () => {
    const { menu } = open({ isEditable: true, misspelledWord: 'xqz' })
    expect(menu[0]).toMatchObject({ label: 'No suggestions', enabled: false })
  })

  test('greys out what the field cannot do', () => {
    const { menu } = open({
      isEditable: true,
      editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: false }
    })
    expect(menu.filter(({ enabled }) => enabled === false).map(({ id }) => id)).toEqual(['cut', 'copy', 'select-all'])
  })

  test('copies text and addresses elsewhere', () => {
    expect(labels(open({ selectionText: 'a note' }).menu)).toEqual(['Copy'])
    const { menu, done } = open({ linkURL: 'https://example.org/', selectionText: 'a' })
    expect(labels(menu)).toEqual(['Copy link address', 'Copy'])
    click(menu[0])
    click(open({ linkURL: 'tel:+49301' }).menu[0])
    expect(done).toEqual(['copy https://example.org/'])
    const phone = open({ linkURL: 'tel:+49301' })
    click(phone.menu[0])
    expect(phone.done).toEqual(['copy +49301'])
  })
})

describe('the tray', () => {
  const status: DesktopStatus = {
    role: 'coach',
    syncText: 'All changes synced',
    nextText: 'Mon 10:00, Mia',
    needsPerson: 0,
    unsynced: 0,
    sessions: []
  }
  const open = (given: DesktopStatus | undefined) => {
    const done: string[] = []
    const menu = createTrayTemplate(given, { open: () => done.push('open'), quit: () => done.push('quit') })
    return { menu, done }
  }

  test('says the next session and the sync state, opens and quits', () => {
    const { menu, done } = open(status)
    expect(labels(menu)).toEqual([
      'Next: Mon 10:00, Mia',
      'All changes synced',
      '-',
      'Open CoachDesk',
      'Quit CoachDesk'
    ])
    for (const item of menu) click(item)
    expect(done).toEqual(['open', 'quit'])
    expect(createTrayTooltip(status)).toBe('CoachDesk\nNext: Mon 10:00, Mia\nAll changes synced')
  })

  test('says that there is no session, and that nobody is signed in', () => {
    const { nextText: _, ...without } = status
    expect(labels(open(without).menu)[0]).toBe('No session ahead')
    expect(labels(open(undefined).menu)).toEqual(['Nobody is signed in', '-', 'Open CoachDesk', 'Quit CoachDesk'])
    expect(createTrayTooltip(undefined)).toBe('CoachDesk\nNobody is signed in')
  })
})
