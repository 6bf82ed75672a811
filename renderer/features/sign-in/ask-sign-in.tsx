import { Modal } from '@mantine/core'
import { type ReactNode, createContext, useCallback, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { SignInForm } from './sign-in-form.tsx'

type AskSignIn = (account?: DeviceAccount) => void

const AskSignInContext = createContext<AskSignIn>(() => undefined)

/** Opens the sign-in dialog over the page, for one account or for any. */
export function useAskSignIn(): AskSignIn {
  return useContext(AskSignInContext)
}

/** Lets any screen ask for a sign-in without leaving the page. */
export function AskSignInProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('signIn')
  const { t: shared } = useTranslation('shared')
  const [asked, setAsked] = useState<{ readonly account: DeviceAccount | undefined }>()
  const ask = useCallback((account?: DeviceAccount) => setAsked({ account }), [])
  const name = asked?.account?.displayName
  return (
    <AskSignInContext value={ask}>
      {children}
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={name === undefined ? t('dialogTitle') : t('dialogAgain', { name })}
        closeButtonProps={{ 'aria-label': shared('action.close') }}
      >
        <SignInForm account={asked?.account} onDone={() => setAsked(undefined)} />
      </Modal>
    </AskSignInContext>
  )
}
