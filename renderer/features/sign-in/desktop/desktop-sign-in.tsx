import { useState } from 'react'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import type { DeviceAccount, SignInState } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { SignInFields } from '../sign-in-fields.tsx'
import { NewAddressOffer } from './new-address-offer.tsx'
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
  const [moved, setMoved] = useState<DeviceAccount>()
  const [skipped, setSkipped] = useState<string>()
  const here = useSignIn(state => accountsOf(state.session))
  const isOpen = useSignIn(state => state.session.kind === 'open')
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
  const asked = moved ?? account
  // Beside an open account its settings do this.
  const elsewhere = isOpen && asked === undefined ? nobody : listElsewhere(here, chosen, asked)
  if (elsewhere.length > 0 && skipped !== chosen) {
    return (
      <NewAddressOffer
        key={chosen}
        serverUrl={chosen}
        accounts={elsewhere}
        onMoved={setMoved}
        onSkip={() => setSkipped(chosen)}
      />
    )
  }
  return (
    <SignInFields
      key={`${chosen} ${moved?.key ?? ''}`}
      serverUrl={chosen}
      account={asked}
      onDone={onDone}
      onOtherServer={() => setChoosing(true)}
    />
  )
}

const nobody: readonly DeviceAccount[] = []

function accountsOf(session: SignInState): readonly DeviceAccount[] {
  return 'accounts' in session ? session.accounts : nobody
}

/** The accounts whose new address this may be: the one that was asked for, or all where none of this computer is there. */
function listElsewhere(
  here: readonly DeviceAccount[],
  serverUrl: string,
  asked: DeviceAccount | undefined
): readonly DeviceAccount[] {
  if (asked !== undefined) return asked.serverUrl === serverUrl ? nobody : here.filter(({ key }) => key === asked.key)
  return here.some(account => account.serverUrl === serverUrl) ? nobody : here
}
