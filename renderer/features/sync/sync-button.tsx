import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertCircle, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import type { SyncTone } from './describe-sync.ts'
import classes from './sync-button.module.css'
import { useSyncWords } from './use-sync-words.ts'

const icons = {
  calm: IconCloudCheck,
  busy: IconCloudUp,
  offline: IconCloudOff,
  attention: IconAlertCircle
} satisfies Record<SyncTone, unknown>

/** The connection in words, in the header; opens the sync panel. */
export function SyncButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('sync')
  const { tone, sentence } = useSyncWords()
  const Icon = icons[tone]
  return (
    <>
      <UnstyledButton
        className={classes.button}
        data-tone={tone}
        onClick={onOpen}
        aria-haspopup="dialog"
        aria-label={t('open', { state: sentence })}
        title={sentence}
      >
        <Icon size={16} stroke={1.8} className={classes.icon} aria-hidden />
        <Text span size="sm" fw={500} className={classes.words}>
          {sentence}
        </Text>
      </UnstyledButton>
      <ConnectionAnnouncer />
    </>
  )
}

/** Tells a screen reader when the connection comes and goes, and nothing in between. */
function ConnectionAnnouncer() {
  const { t } = useTranslation('sync')
  const kind = useWorkspace(state => state.sync.kind)
  const words = {
    offline: t('announce.offline'),
    'needs-sign-in': t('announce.needsSignIn'),
    'account-disabled': t('announce.disabled'),
    'needs-update': t('announce.needsUpdate'),
    'server-failing': t('announce.serverFailing'),
    starting: '',
    syncing: '',
    synced: ''
  } satisfies Record<typeof kind, string>
  return <VisuallyHidden aria-live="polite">{words[kind]}</VisuallyHidden>
}
