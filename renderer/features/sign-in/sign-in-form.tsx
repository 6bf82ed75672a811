import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { DesktopSignIn } from './desktop/desktop-sign-in.tsx'
import { useDefaultServer } from './server-address.ts'
import { SignInFields } from './sign-in-fields.tsx'

interface SignInFormProps {
  /** Fills in server and name, and asks for the password alone. */
  readonly account?: DeviceAccount | undefined
  readonly onDone: () => void
}

/** Where to sign in, and as whom. Remounted by its key where the account changes. */
export function SignInForm({ account, onDone }: SignInFormProps) {
  const shell = useDesktop()
  const defaultServer = useDefaultServer()
  if (shell !== undefined) return <DesktopSignIn shell={shell} account={account} onDone={onDone} />
  return <SignInFields serverUrl={account?.serverUrl ?? defaultServer} account={account} onDone={onDone} />
}
