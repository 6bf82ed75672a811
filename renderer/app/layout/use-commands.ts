import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Command } from '#renderer/features/search/model/find-commands.ts'
import { useAskSignIn } from '#renderer/features/sign-in/ask-sign-in.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { commandKey } from './command-key.ts'
import { navItemsOf } from './nav-items.ts'
import { useThemeSwitch } from './use-theme-switch.ts'

interface CommandTargets {
  readonly onOpenSync: () => void
  readonly onOpenShortcuts: () => void
  readonly onSignOut: () => void
}

/** What a person of this role can do from everywhere: what has a button or a key elsewhere, too. */
export function useCommands({ onOpenSync, onOpenShortcuts, onSignOut }: CommandTargets): readonly Command[] {
  const { t } = useTranslation('search')
  const { t: shell } = useTranslation('shell')
  const navigate = useNavigate()
  const { role = 'student', isAdmin } = useOpenAccount() ?? {}
  const mayPlanHours = useOffer('availability') === 'offered' && role === 'coach'
  const { isDark, toggle } = useThemeSwitch()
  const syncNow = useWorkspace(state => state.syncNow)
  const undo = useUndo()
  const askSignIn = useAskSignIn()
  const goTo = (path: string, page: string, keys: readonly string[] = []): Command => ({
    id: path,
    label: t('command.goTo', { page }),
    keys,
    run: () => void navigate(path)
  })
  const newSlot: Command = {
    id: 'new-slot',
    label: t('command.newSlot'),
    words: t('command.newSlotWords'),
    run: () => void navigate(paths.newSlot)
  }
  const away: Command = {
    id: 'away',
    label: t('command.away'),
    words: t('command.awayWords'),
    run: () => void navigate(paths.away)
  }
  return [
    ...(role === 'coach' ? [newSlot] : []),
    ...(mayPlanHours ? [away] : []),
    ...navItemsOf(role, isAdmin).map(({ path, label, key }) => goTo(path, shell(label), ['g', key])),
    ...(mayPlanHours ? [goTo(paths.hours, shell('page.hours'))] : []),
    goTo(paths.history, shell('page.history')),
    {
      id: 'undo',
      label: t('command.undo'),
      words: t('command.undoWords'),
      keys: [commandKey, 'Z'],
      run: () => void undo.run()
    },
    { id: 'sync', label: t('command.sync'), words: t('command.syncWords'), run: () => void syncNow() },
    { id: 'sync-panel', label: t('command.syncPanel'), words: t('command.syncWords'), keys: ['y'], run: onOpenSync },
    {
      id: 'theme',
      label: shell(isDark ? 'theme.toLight' : 'theme.toDark'),
      words: t('command.themeWords'),
      keys: ['d'],
      run: toggle
    },
    {
      id: 'shortcuts',
      label: t('command.shortcuts'),
      words: t('command.shortcutsWords'),
      keys: ['?'],
      run: onOpenShortcuts
    },
    {
      id: 'other-account',
      label: t('command.otherAccount'),
      words: t('command.otherAccountWords'),
      run: () => askSignIn()
    },
    { id: 'sign-out', label: t('command.signOut'), words: t('command.signOutWords'), run: onSignOut }
  ]
}
