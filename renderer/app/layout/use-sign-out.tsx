import { type ReactNode, useState } from 'react'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { SignOutDialog } from './sign-out-dialog.tsx'

/** Signs out; asks before where changes wait. The dialog is to be shown beside what calls it. */
export function useSignOut(): { readonly ask: () => void; readonly dialog: ReactNode } {
  const [isAsking, setAsking] = useState(false)
  const signOut = useSignIn(state => state.signOut)
  const waiting = useWorkspace(state => state.collections.reduce((sum, collection) => sum + collection.waiting, 0))
  return {
    ask: () => {
      if (waiting > 0) setAsking(true)
      else void signOut()
    },
    dialog: <SignOutDialog opened={isAsking} waiting={waiting} onClose={() => setAsking(false)} />
  }
}
