import { useState } from 'react'
import type { DesktopSettings } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'

interface ComputerSettings {
  readonly settings: DesktopSettings
  readonly change: (change: Partial<DesktopSettings>) => void
  /** The last change could not be kept. */
  readonly hasFailed: boolean
}

/** What is chosen for this computer; each change holds at once. */
export function useComputerSettings(shell: DesktopShell): ComputerSettings {
  const settings = useDesktopFacts(shell, facts => facts.settings)
  const [hasFailed, setFailed] = useState(false)
  return {
    settings,
    hasFailed,
    change: change => void shell.changeSettings(change).then(isKept => setFailed(!isKept))
  }
}
