import { Button, Group } from '@mantine/core'
import { IconLifebuoy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import type { RecoveryReport } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { Banner } from './banner.tsx'

const words = {
  'database-emptied': 'emptied',
  'key-lost': 'keyLost',
  'data-damaged': 'damaged'
} as const satisfies Record<RecoveryReport['kind'], string>

/** What happened to the local data and what became of unsent changes; stays until the person has read it. */
export function RecoveryBanner() {
  const { t } = useTranslation('desktop')
  const { t: shared } = useTranslation('shared')
  const desktop = useDesktop()?.desktop
  const report = useWorkspace(state => state.recoveryReport)
  const close = useWorkspace(state => state.closeRecoveryReport)
  const sentences = useSentences(report)
  if (report === undefined) return null
  return (
    <Banner
      color={report.notRestored > 0 ? 'orange' : 'indigo'}
      icon={IconLifebuoy}
      title={t(`banner.${words[report.kind]}`)}
      action={
        <Group gap="xs">
          {report.exportedTo !== undefined && desktop !== undefined && (
            <Button size="xs" variant="default" onClick={() => void desktop.call('recovery:show-exports')}>
              {t('banner.showExports')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={close}>
            {shared('action.close')}
          </Button>
        </Group>
      }
    >
      {sentences.join(' ')}
    </Banner>
  )
}

function useSentences(report: RecoveryReport | undefined): readonly string[] {
  const { t } = useTranslation('desktop')
  if (report === undefined) return []
  const { kind, restored, notRestored, exportedTo } = report
  const hadNone = restored === 0 && notRestored === 0
  return [
    t(`banner.${words[kind]}Text`),
    ...(hadNone ? [t('banner.nothingWaited')] : []),
    ...(restored > 0 ? [t('banner.restored', { count: restored })] : []),
    ...(notRestored > 0 ? [t('banner.notRestored', { count: notRestored })] : []),
    ...(exportedTo === undefined ? [] : [t('banner.exported', { file: exportedTo })])
  ]
}
