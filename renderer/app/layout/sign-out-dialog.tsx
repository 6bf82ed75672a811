import { useTranslation } from 'react-i18next'
import { useSignIn } from '#renderer/store/hooks.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'

interface SignOutDialogProps {
  readonly opened: boolean
  /** Changes that the server has not answered. */
  readonly waiting: number
  readonly onClose: () => void
}

/** Asks before signing out while changes wait for the server. */
export function SignOutDialog({ opened, waiting, onClose }: SignOutDialogProps) {
  const { t } = useTranslation('shell')
  const signOut = useSignIn(state => state.signOut)
  return (
    <ConfirmDialog
      opened={opened}
      title={t('account.signOutTitle')}
      confirmLabel={t('account.signOutAnyway')}
      onClose={onClose}
      onConfirm={async () => {
        await signOut()
        return { ok: true, value: undefined }
      }}
    >
      {waiting === 0 ? t('account.signOutNothing') : t('account.signOutWaiting', { count: waiting })}
    </ConfirmDialog>
  )
}
