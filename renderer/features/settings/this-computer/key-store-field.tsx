import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyStoreChoice, KeyStoreState } from '#electron/contract/desktop-types.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { useDesktopFacts } from '#renderer/bridge/use-desktop.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'

interface KeyStoreFieldProps {
  readonly shell: DesktopShell
  /** Loads the page again: what it has opened is kept in the old place. */
  readonly reload?: () => void
}

/** How the sign-in is kept here, and the way to the other choice where the system offers no protection. */
export function KeyStoreField({ shell, reload = () => location.reload() }: KeyStoreFieldProps) {
  const { t } = useTranslation('desktop')
  const keyStore = useDesktopFacts(shell, facts => facts.keyStore)
  const [isAsking, setAsking] = useState(false)
  const other = otherChoice(keyStore)

  async function change(choice: KeyStoreChoice): Promise<Outcome> {
    const isKept = await shell.chooseKeyStore(choice)
    if (!isKept) return { ok: false, refusal: 'storage-failed' }
    reload()
    return { ok: true, value: undefined }
  }

  return (
    <Group justify="space-between" gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {t('settings.keyStoreLabel')}
        </Text>
        <Text size="sm">{t(`settings.keyStore.${isForThisRun(keyStore) ? 'forThisRun' : keyStore.kind}`)}</Text>
      </div>
      {other !== undefined && (
        <>
          <Button size="xs" variant="default" onClick={() => setAsking(true)}>
            {t('settings.changeKeyStore')}
          </Button>
          <ConfirmDialog
            opened={isAsking}
            title={t(other === 'memory' ? 'settings.toMemoryTitle' : 'settings.toUnprotectedTitle')}
            confirmLabel={t(`keyStore.${other}.choose`)}
            onConfirm={() => change(other)}
            onClose={() => setAsking(false)}
          >
            <Consequences choice={other} />
          </ConfirmDialog>
        </>
      )}
    </Group>
  )
}

function Consequences({ choice }: { readonly choice: KeyStoreChoice }) {
  const { t } = useTranslation('desktop')
  const count = useWorkspace(state => state.collections.reduce((sum, { waiting }) => sum + waiting, 0))
  const isToMemory = choice === 'memory'
  return (
    <>
      {t(isToMemory ? 'settings.toMemory' : 'settings.toUnprotected')}{' '}
      {count > 0 && t(isToMemory ? 'settings.toMemoryWaiting' : 'settings.toUnprotectedWaiting', { count })}
    </>
  )
}

/** Protected by the system is better than either, also where it has to be waited for. */
function otherChoice(keyStore: KeyStoreState): KeyStoreChoice | undefined {
  if (keyStore.kind === 'unprotected') return 'memory'
  return keyStore.kind === 'memory' && !isForThisRun(keyStore) ? 'unprotected' : undefined
}

function isForThisRun(keyStore: KeyStoreState): boolean {
  return keyStore.kind === 'memory' && keyStore.forThisRun === true
}
