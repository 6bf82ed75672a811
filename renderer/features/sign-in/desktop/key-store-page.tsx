import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import { KeyStoreAway } from './key-store-away.tsx'
import { KeyStoreChoices } from './key-store-choices.tsx'

/** Before anything is opened: what to do where the system has no key store, or where the one in use does not answer. */
export function KeyStorePage({ shell }: { readonly shell: DesktopShell }) {
  const isAway = useDesktopFacts(shell, facts => facts.keyStore.kind === 'unavailable')
  return isAway ? <KeyStoreAway shell={shell} /> : <KeyStoreChoices shell={shell} />
}
