import { createContext, useContext, useEffect } from 'react'
import { useStore } from 'zustand'
import type { DesktopFacts, MenuCommand } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from './desktop-shell.ts'

/** Undefined in a browser. */
export const DesktopContext = createContext<DesktopShell | undefined>(undefined)

/** The desktop shell around the page; undefined in a browser. */
export function useDesktop(): DesktopShell | undefined {
  return useContext(DesktopContext)
}

/** Reads what is known of the computer. */
export function useDesktopFacts<T>(shell: DesktopShell, select: (facts: DesktopFacts) => T): T {
  return useStore(shell.facts, select)
}

/** Runs when this is chosen in the application's menu; never in a browser. */
export function useMenuCommand(command: MenuCommand, run: () => void): void {
  const shell = useDesktop()
  useEffect(() => shell?.desktop.on('menu:chosen', chosen => chosen === command && run()), [shell, command, run])
}
