import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { listActions } from '#domain/actions/list-actions.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { ActionItem } from './action-item.tsx'

/** The actions of one session. Nothing where there are none. */
export function ActionList({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('actions')
  const actions = listActions(call)
  if (actions.length === 0) return null
  return (
    <Stack gap={8} component="section" aria-label={t('list')}>
      {actions.map(action => (
        <ActionItem key={action.id} action={action} call={call} />
      ))}
    </Stack>
  )
}
