import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { ProvenAddress } from '#renderer/ui/proven-address.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'

interface NewAddressOfferProps {
  readonly serverUrl: string
  /** Of this computer, kept at other addresses. */
  readonly accounts: readonly DeviceAccount[]
  /** The account goes on at the new address: it asks for its password there. */
  readonly onMoved: (account: DeviceAccount) => void
  /** This server has nothing to do with these accounts. */
  readonly onSkip: () => void
}

type State =
  | { readonly kind: 'choosing'; readonly fault?: string }
  | { readonly kind: 'checking' }
  | { readonly kind: 'proven' | 'moving'; readonly account: DeviceAccount; readonly fault?: string }

/**
 * Before a name and a password are typed for a server at which no account of this computer is: it may be the new address of one.
 * Then the account goes on with its data, once that server has proven itself and the person has said yes.
 */
export function NewAddressOffer({ serverUrl, accounts, onMoved, onSkip }: NewAddressOfferProps) {
  const { t } = useTranslation('signIn')
  const { t: settings } = useTranslation('settings')
  const textOf = useRefusalText()
  const checkAddress = useSignIn(state => state.checkAddress)
  const moveToAddress = useSignIn(state => state.moveToAddress)
  const [state, setState] = useState<State>({ kind: 'choosing' })
  const server = new URL(serverUrl).host

  async function check(account: DeviceAccount) {
    setState({ kind: 'checking' })
    const checked = await checkAddress(serverUrl, account.key)
    setState(checked.ok ? { kind: 'proven', account } : { kind: 'choosing', fault: textOf(checked.refusal) })
  }

  async function move(account: DeviceAccount) {
    setState({ kind: 'moving', account })
    const moved = await moveToAddress(serverUrl, account.key)
    if (moved.ok) onMoved({ ...account, serverUrl })
    else setState({ kind: 'proven', account, fault: textOf(moved.refusal) })
  }

  if (state.kind === 'proven' || state.kind === 'moving') {
    return (
      <ProvenAddress
        serverUrl={serverUrl}
        isMoving={state.kind === 'moving'}
        fault={state.fault}
        onBack={() => setState({ kind: 'choosing' })}
        onMove={() => void move(state.account)}
      />
    )
  }
  return (
    <Stack gap="md" component="section" aria-busy={state.kind === 'checking'}>
      <div>
        <Title order={2}>{t('newAddress.title', { server })}</Title>
        <Text size="sm" c="dimmed">
          {settings('server.addressHint')}
        </Text>
      </div>
      {accounts.map(account => (
        <WrappingButton key={account.key} isDisabled={state.kind === 'checking'} onClick={() => void check(account)}>
          {t('newAddress.goOn', { name: account.displayName, server: new URL(account.serverUrl).host })}
        </WrappingButton>
      ))}
      {state.kind === 'choosing' && state.fault !== undefined && (
        <Text size="sm" c="red" role="alert">
          {state.fault}
        </Text>
      )}
      <WrappingButton isDisabled={state.kind === 'checking'} onClick={onSkip}>
        {t('newAddress.skip')}
      </WrappingButton>
    </Stack>
  )
}

interface WrappingButtonProps {
  readonly isDisabled: boolean
  readonly onClick: () => void
  readonly children: string
}

/** Names of people and servers may be longer than a narrow window. */
function WrappingButton({ isDisabled, onClick, children }: WrappingButtonProps) {
  return (
    <Button
      variant="default"
      h="auto"
      mih={36}
      py={6}
      disabled={isDisabled}
      onClick={onClick}
      styles={{ label: { whiteSpace: 'normal', overflowWrap: 'anywhere', lineHeight: 1.4 } }}
    >
      {children}
    </Button>
  )
}
