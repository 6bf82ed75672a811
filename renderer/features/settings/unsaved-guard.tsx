import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'

/** Asks before a page is left on which something was typed that is kept nowhere, like a password. One per page. */
export function UnsavedGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { t } = useTranslation('settings')
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname
  )

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  return (
    <ConfirmDialog
      opened={blocker.state === 'blocked'}
      title={t('unsaved.title')}
      confirmLabel={t('unsaved.leave')}
      isDangerous
      onClose={() => blocker.reset?.()}
      onConfirm={() => {
        blocker.proceed?.()
        return Promise.resolve({ ok: true, value: undefined })
      }}
    >
      {t('unsaved.text')}
    </ConfirmDialog>
  )
}
