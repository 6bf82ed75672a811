import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconClockExclamation, IconHistory, IconInbox, IconRefresh, IconVersions } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'
import { CollectionSyncRow } from './collection-sync-row.tsx'
import { OfflinePageNote } from './offline-page-note.tsx'
import { useClockWarning } from './use-clock-warning.ts'
import { useSyncExplanation } from './use-sync-explanation.ts'
import { useSyncWords } from './use-sync-words.ts'

interface SyncPanelProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onSignIn: () => void
}

/** Everything about the connection: what waits, what went well and wrong, per kind of data. */
export function SyncPanel({ opened, onClose, onSignIn }: SyncPanelProps) {
  const { t } = useTranslation('sync')
  const { t: shared } = useTranslation('shared')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={400}
      title={t('title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <PanelContent onClose={onClose} onSignIn={onSignIn} />
    </Drawer>
  )
}

function PanelContent({ onClose, onSignIn }: Omit<SyncPanelProps, 'opened'>) {
  const { t } = useTranslation('sync')
  const { t: shell } = useTranslation('shell')
  const { t: history } = useTranslation('history')
  const { sentence } = useSyncWords()
  const explanation = useSyncExplanation()
  const clockWarning = useClockWarning()
  const { decisions, news } = useInboxCounts()
  const collections = useWorkspace(state => state.collections)
  const setAside = useWorkspace(state => state.setAside)
  const needsSignIn = useWorkspace(state => state.sync.kind === 'needs-sign-in')
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Text fw={650}>{sentence}</Text>
        <Text size="sm" c="dimmed">
          {explanation}
        </Text>
        <Group gap="xs" mt={4}>
          {needsSignIn ? <Button onClick={onSignIn}>{shell('banner.signIn')}</Button> : <SyncNowButton />}
          {decisions + news > 0 && (
            <Button
              component={Link}
              to={paths.inbox}
              variant="default"
              leftSection={<IconInbox size={16} />}
              onClick={onClose}
            >
              {t('toInbox')}
            </Button>
          )}
          <Button
            component={Link}
            to={paths.history}
            variant="default"
            leftSection={<IconHistory size={16} />}
            onClick={onClose}
          >
            {history('open')}
          </Button>
        </Group>
      </Stack>
      {setAside > 0 && (
        <Alert color="gray" icon={<IconVersions size={18} />} title={t('state.setAside', { count: setAside })}>
          {t('explain.setAside')}
        </Alert>
      )}
      {clockWarning !== undefined && (
        <Alert color="yellow" icon={<IconClockExclamation size={18} />} title={shell('banner.clockTitle')}>
          {clockWarning}
        </Alert>
      )}
      <Stack gap="sm">
        {collections.map(collection => (
          <CollectionSyncRow key={collection.collection} sync={collection} />
        ))}
      </Stack>
      <OfflinePageNote />
    </Stack>
  )
}

function SyncNowButton() {
  const { t } = useTranslation('sync')
  const syncNow = useWorkspace(state => state.syncNow)
  const isDisabled = useWorkspace(state => state.sync.kind === 'account-disabled')
  const [isBusy, setBusy] = useState(false)

  async function sync() {
    setBusy(true)
    await syncNow()
    setBusy(false)
  }

  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} />}
      disabled={isDisabled || isBusy}
      onClick={() => void sync()}
    >
      {t(isBusy ? 'syncing' : 'syncNow')}
    </Button>
  )
}
