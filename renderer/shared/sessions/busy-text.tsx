import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { listMeetingBusy } from '#domain/hours/meets-busy.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useNow } from '#renderer/ui/use-now.ts'

/** Tells its coach that a session meets a time at which another calendar says they are busy (BU7). It stays until they do something. */
export function BusyText({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const now = useNow()
  const isMet = useWorkspace(state => listMeetingBusy([call], state.busyIntervals, now).length > 0)
  if (!isMet) return null
  return (
    <Text size="xs" c="var(--mantine-color-error)">
      {t('meetsBusy')}
    </Text>
  )
}
