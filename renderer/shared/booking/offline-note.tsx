import { Alert } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'

/** Whether a claim could be sent now. Only an established lack of connection stops it: the action asks once more. */
export function useIsOffline(): boolean {
  return useWorkspace(state => state.sync.kind === 'offline')
}

/** Says at the top of a list why nothing in it can be booked. */
export function OfflineNote() {
  const { t } = useTranslation('booking')
  if (!useIsOffline()) return null
  return (
    <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} title={t('offline.title')} mb="md">
      {t('offline.text')}
    </Alert>
  )
}
