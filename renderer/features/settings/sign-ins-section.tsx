import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome, Refusal, SignedInDevice } from '#renderer/contract/screens.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { describeAgent } from './describe-agent.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly devices: readonly SignedInDevice[] }
  /** A server of an earlier version does not know this. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/** The devices that are signed in to this account. Each other one can be signed out from here. */
export function SignInsSection() {
  const { t } = useTranslation('settings')
  const endSignIn = useSignIn(state => state.endSignIn)
  const { loaded, reload } = useSignIns()
  const [endingId, setEndingId] = useState<string>()
  const [refusal, setRefusal] = useState<Refusal>()

  async function end(device: SignedInDevice) {
    setEndingId(device.id)
    const outcome = await endSignIn(device.id)
    setEndingId(undefined)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (!outcome.ok) return
    notifications.show({ message: t('signIns.ended') })
    reload()
  }

  if (loaded.kind === 'unknown') return null
  return (
    <SettingsSection title={t('signIns.title')} text={t('signIns.text')}>
      {loaded.kind === 'loading' && (
        <Text size="sm" c="dimmed" component="output">
          {t('signIns.loading')}
        </Text>
      )}
      {loaded.kind === 'failed' && <LoadFailed refusal={loaded.refusal} />}
      {loaded.kind === 'ready' && (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {loaded.devices.map(device => (
            <DeviceRow key={device.id} device={device} isBusy={endingId === device.id} onEnd={() => void end(device)} />
          ))}
        </Stack>
      )}
      <RefusalAlert refusal={refusal} />
    </SettingsSection>
  )
}

function LoadFailed({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation('settings')
  const isOutOfReach = refusal === 'offline' || refusal === 'unreachable'
  return isOutOfReach ? <Text size="sm">{t('signIns.offline')}</Text> : <RefusalAlert refusal={refusal} />
}

interface DeviceRowProps {
  readonly device: SignedInDevice
  readonly isBusy: boolean
  readonly onEnd: () => void
}

function DeviceRow({ device, isBusy, onEnd }: DeviceRowProps) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const name = useDeviceName(device.agent)
  return (
    <Group component="li" justify="space-between" gap="sm">
      <div>
        <Group gap="xs">
          <Text fw={500}>{name}</Text>
          {device.isThisDevice && <Badge variant="light">{t('signIns.thisDevice')}</Badge>}
        </Group>
        <Text size="sm" c="dimmed">
          {t('signIns.times', { since: format.date(device.createdAt), used: format.dayAndTime(device.usedAt) })}
        </Text>
      </div>
      {!device.isThisDevice && (
        <Button
          variant="default"
          loading={isBusy}
          onClick={onEnd}
          aria-label={t('signIns.endLabel', { name, used: format.dayAndTime(device.usedAt) })}
        >
          {t('signIns.end')}
        </Button>
      )}
    </Group>
  )
}

function useDeviceName(agent: string): string {
  const { t } = useTranslation('settings')
  const { program, system } = describeAgent(agent)
  if (program !== undefined && system !== undefined) return t('signIns.programOnSystem', { program, system })
  return program ?? system ?? t('signIns.unknownDevice')
}

function useSignIns() {
  const listSignIns = useSignIn(state => state.listSignIns)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })

  const [asked, setAsked] = useState(0)

  // Asked at first, when the connection goes or comes back, and after each change.
  useEffect(() => {
    let isStale = false
    void listSignIns().then(outcome => {
      if (!isStale) setLoaded(toLoaded(outcome))
    })
    return () => {
      isStale = true
    }
  }, [listSignIns, isOffline, asked])

  return { loaded, reload: useCallback(() => setAsked(count => count + 1), []) }
}

function toLoaded(outcome: Outcome<readonly SignedInDevice[] | undefined>): Loaded {
  if (!outcome.ok) return { kind: 'failed', refusal: outcome.refusal }
  return outcome.value === undefined ? { kind: 'unknown' } : { kind: 'ready', devices: outcome.value }
}
