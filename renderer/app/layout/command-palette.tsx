import { SearchPalette } from '#renderer/features/search/search-palette.tsx'
import { useCommands } from './use-commands.ts'
import { useSignOut } from './use-sign-out.tsx'

interface CommandPaletteProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onOpenSync: () => void
  readonly onOpenShortcuts: () => void
}

/** The palette with what can be done from everywhere. */
export function CommandPalette({ opened, onClose, ...on }: CommandPaletteProps) {
  const signOut = useSignOut()
  const commands = useCommands({ ...on, onSignOut: signOut.ask })
  return (
    <>
      <SearchPalette opened={opened} onClose={onClose} commands={commands} />
      {signOut.dialog}
    </>
  )
}
