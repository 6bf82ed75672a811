import { useState } from 'react'
import type { DesktopShell } from '../../../desktop/desktop-shell.ts'
import { useDesktopFacts } from '../../../desktop/use-desktop.ts'
import type { DeviceAccount } from '../../../store/contract.ts'
import { SignInFields } from '../sign-in-fields.tsx'
import { ServerChoice } from './server-choice.tsx'

interface DesktopSignInProps {
  readonly shell: DesktopShell
  readonly account: DeviceAccount | undefined
  readonly onDone: () => void
}

/** First a server that is there, then name and password. The window may talk to the servers that were found, and to no others. */
export function DesktopSignIn({ shell, account, onDone }: DesktopSignInProps) {
  const servers = useDesktopFacts(shell, facts => facts.servers)
  const [chosen, setChosen] = useState(account?.serverUrl ?? servers[0])
  const [isChoosing, setChoosing] = useState(false)
  const isKnown = chosen !== undefined && servers.includes(chosen)

  if (!isKnown || isChoosing) {
    return (
      <ServerChoice
        shell={shell}
        initial={isKnown ? '' : (chosen ?? '')}
        onCancel={isKnown ? () => setChoosing(false) : undefined}
        onChosen={serverUrl => {
          setChosen(serverUrl)
          setChoosing(false)
        }}
      />
    )
  }
  return (
    <SignInFields
      key={chosen}
      serverUrl={chosen}
      account={account}
      onDone={onDone}
      onOtherServer={() => setChoosing(true)}
    />
  )
}
