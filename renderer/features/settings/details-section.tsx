import { Button, Group, Loader, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnDetails } from '#domain/model/account.ts'
import type { DeviceAccount, Refusal } from '#renderer/contract/screens.ts'
import { useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { type PreparedDetails, prepareDetails } from './prepare-details.ts'
import { DetailsForm } from './details-form.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

/** How long after a failed attempt the server is asked again, ms; the page may be back before anything else notices. */
const retryDelayMs = 5_000

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly prepared: PreparedDetails }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

interface DetailsSectionProps {
  readonly account: DeviceAccount
}

/** Own name, phone, e-mail and zone: kept on the server alone, so they need a connection. */
export function DetailsSection({ account }: DetailsSectionProps) {
  const { t } = useTranslation('settings')
  const { loaded, load, show } = useOwnDetails()
  return (
    <SettingsSection title={t('details.title')} text={t('details.text')}>
      {loaded.kind === 'loading' && (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm" c="dimmed" component="output">
            {t('details.loading')}
          </Text>
        </Group>
      )}
      {loaded.kind === 'failed' && <LoadFailed refusal={loaded.refusal} onRetry={() => void load()} />}
      {loaded.kind === 'ready' && <DetailsForm account={account} {...loaded.prepared} onSaved={show} />}
    </SettingsSection>
  )
}

function useOwnDetails() {
  const loadOwnDetails = useSignIn(state => state.loadOwnDetails)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })
  const show = useCallback(
    async (details: OwnDetails) => setLoaded({ kind: 'ready', prepared: await prepareDetails(details) }),
    []
  )

  const attempts = useRef(0)

  const ask = useCallback(async () => {
    attempts.current += 1
    const attempt = attempts.current
    const outcome = await loadOwnDetails()
    const next: Loaded = outcome.ok
      ? { kind: 'ready', prepared: await prepareDetails(outcome.value) }
      : { kind: 'failed', refusal: outcome.refusal }
    // A late failure must not cover what a newer attempt has brought.
    if (attempt === attempts.current) setLoaded(next)
  }, [loadOwnDetails])
  const load = useCallback(async () => {
    setLoaded({ kind: 'loading' })
    await ask()
  }, [ask])

  const isReady = loaded.kind === 'ready'
  // Asked at first, and again when the connection is back; what is being edited stays.
  useEffect(() => {
    if (!isReady) void load()
    // oxlint-disable-next-line react/exhaustive-deps -- a failed answer must not ask again by itself
  }, [load, isOffline])

  useEffect(() => {
    if (loaded.kind !== 'failed' || !isOutOfReach(loaded.refusal)) return undefined
    const timer = setTimeout(() => void ask(), retryDelayMs)
    return () => clearTimeout(timer)
  }, [loaded, ask])

  return { loaded, load, show }
}

function isOutOfReach(refusal: Refusal): boolean {
  return refusal === 'offline' || refusal === 'unreachable'
}

function LoadFailed({ refusal, onRetry }: { readonly refusal: Refusal; readonly onRetry: () => void }) {
  const { t } = useTranslation('settings')
  const { t: shared } = useTranslation('shared')
  return (
    <>
      {isOutOfReach(refusal) ? <Text size="sm">{t('details.offline')}</Text> : <RefusalAlert refusal={refusal} />}
      <Button variant="default" onClick={onRetry} style={{ alignSelf: 'flex-start' }}>
        {shared('action.retry')}
      </Button>
    </>
  )
}
