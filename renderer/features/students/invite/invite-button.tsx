import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffer } from '#renderer/store/hooks.ts'

const InviteStudentDialog = lazy(() =>
  import('./invite-student-dialog.tsx').then(part => ({ default: part.InviteStudentDialog }))
)

/** A coach's way to new students. What it opens is fetched when it is first asked for. */
export function InviteButton() {
  const { t } = useTranslation('students')
  const isOffered = useOffer('invitations') === 'offered'
  const [isOpen, setOpen] = useState(false)
  if (!isOffered) return null
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <InviteStudentDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
