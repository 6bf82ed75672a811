import { Group, Text, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconCloudCheck, IconCloudUp, IconDeviceLaptop } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordSync } from '../contract/screens.ts'
import { useWorkspace } from '../store/hooks.ts'

const icons: Readonly<Record<RecordSync, ComponentType<{ readonly size?: number; readonly stroke?: number }>>> = {
  'saved-here': IconDeviceLaptop,
  sent: IconCloudUp,
  confirmed: IconCloudCheck,
  'needs-you': IconAlertCircle
}

/** How far one document has come: saved here, sent, confirmed, needs you. */
export function RecordSyncMark({ id, quiet = false }: { readonly id: string; readonly quiet?: boolean }) {
  const { t } = useTranslation('shared')
  const state: RecordSync = useWorkspace(workspace => workspace.syncByRecord.get(id)) ?? 'confirmed'
  // In long lists only what is not settled yet deserves ink.
  if (quiet && state === 'confirmed') return null
  const Icon = icons[state]
  return (
    <Tooltip label={t(`recordHint.${state}`)}>
      <Group
        gap={4}
        wrap="nowrap"
        display="inline-flex"
        c={state === 'needs-you' ? 'var(--mantine-color-error)' : 'dimmed'}
      >
        <Icon size={14} stroke={1.8} />
        <Text size="xs" inherit component="span" fz="xs">
          {t(`record.${state}`)}
        </Text>
      </Group>
    </Tooltip>
  )
}
