// oxlint-disable-next-line no-restricted-imports -- an address is no text of a person: it is typed again in a moment
import { Button, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { sentenceOfCheck } from '#renderer/bridge/server-sentence.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { ProvenAddress } from '#renderer/ui/proven-address.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

interface ServerSectionProps {
  readonly shell: DesktopShell
  readonly account: DeviceAccount
  /** Loads the page again: only then does its policy name the new address. */
  readonly reload?: () => void
}

type State =
  | { readonly kind: 'asking' | 'checking' | 'opening'; readonly fault?: string }
  /** The server at this address has proven that it is the account's. */
  | { readonly kind: 'proven' | 'moving'; readonly serverUrl: string; readonly fault?: string }

/** Where the account's server is, and what to do when it has a new address. */
export function ServerSection({ shell, account, reload = () => location.reload() }: ServerSectionProps) {
  const { t } = useTranslation('settings')
  const { t: desktop } = useTranslation('desktop')
  const textOf = useRefusalText()
  const checkAddress = useSignIn(state => state.checkAddress)
  const moveToAddress = useSignIn(state => state.moveToAddress)
  // The page was loaded again for an address that was typed here: it is the newest one that this computer knows.
  const newest = useDesktopFacts(shell, ({ servers }) => servers[0])
  const [address, setAddress] = useState(newest === account.serverUrl ? '' : (newest ?? ''))
  const [state, setState] = useState<State>({ kind: 'asking' })

  async function check(event: SyntheticEvent) {
    event.preventDefault()
    setState({ kind: 'checking' })
    const found = await shell.checkServer(address.trim())
    if (found.kind === 'failed') {
      setState({ kind: 'asking', fault: desktop(`server.problem.${sentenceOfCheck(found)}`) })
      return
    }
    if (found.reload) {
      setState({ kind: 'opening' })
      reload()
      return
    }
    const checked = await checkAddress(found.serverUrl)
    setState(
      checked.ok ? { kind: 'proven', serverUrl: checked.value } : { kind: 'asking', fault: textOf(checked.refusal) }
    )
  }

  async function move(serverUrl: string) {
    setState({ kind: 'moving', serverUrl })
    const moved = await moveToAddress(serverUrl)
    if (!moved.ok) {
      setState({ kind: 'proven', serverUrl, fault: textOf(moved.refusal) })
      return
    }
    setAddress('')
    setState({ kind: 'asking' })
    notifications.show({ message: t('server.moved', { server: new URL(serverUrl).host }) })
  }

  return (
    <SettingsSection title={t('server.title')} text={t('server.text', { server: new URL(account.serverUrl).host })}>
      {state.kind === 'proven' || state.kind === 'moving' ? (
        <ProvenAddress
          serverUrl={state.serverUrl}
          isMoving={state.kind === 'moving'}
          fault={state.fault}
          onBack={() => setState({ kind: 'asking' })}
          onMove={() => void move(state.serverUrl)}
        />
      ) : (
        <form onSubmit={event => void check(event)} noValidate>
          <Stack gap="sm">
            <TextInput
              label={t('server.address')}
              description={t('server.addressHint')}
              type="url"
              inputMode="url"
              spellCheck={false}
              value={address}
              error={state.fault}
              errorProps={{ role: 'alert' }}
              onChange={event => {
                setAddress(event.currentTarget.value)
                setState({ kind: 'asking' })
              }}
            />
            <Button
              type="submit"
              variant="default"
              w="fit-content"
              disabled={address.trim() === ''}
              loading={state.kind !== 'asking'}
            >
              {t('server.check')}
            </Button>
          </Stack>
        </form>
      )}
    </SettingsSection>
  )
}
