import { Button } from '@mantine/core'
import { IconAlertTriangle, IconClockExclamation, IconDeviceFloppy, IconLock, IconVersions } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import { useClockWarning } from '#renderer/features/sync/use-clock-warning.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { Banner } from './banner.tsx'
import classes from './banners.module.css'
import { DesktopBanners } from './desktop-banners.tsx'
import { RecoveryBanner } from './recovery-banner.tsx'

/** What stands in the way of everything, above every page. */
export function Banners({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation('shell')
  const sync = useWorkspace(state => state.sync)
  const storageProblem = useWorkspace(state => state.storageProblem)
  const desktop = useDesktop()
  // The desktop's own banner about the disk says more.
  const isStorageShown = storageProblem !== undefined && !(desktop !== undefined && storageProblem === 'disk-low')
  return (
    <section className={classes.banners} data-print="hide" aria-live="polite" aria-label={t('banner.region')}>
      <RecoveryBanner />
      {desktop !== undefined && <DesktopBanners shell={desktop} />}
      {isStorageShown && <StorageBanner refusal={storageProblem} />}
      {sync.kind === 'account-disabled' && <DisabledBanner waiting={sync.waiting} />}
      {sync.kind === 'needs-update' && <UpdateBanner />}
      {sync.kind === 'needs-sign-in' && <SignInBanner onSignIn={onSignIn} />}
      <ClockBanner />
    </section>
  )
}

function StorageBanner({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation('shell')
  const textOf = useRefusalText()
  return (
    <Banner color="red" icon={IconDeviceFloppy} title={t('banner.storage')}>
      {textOf(refusal)} {t('banner.storageText')}
    </Banner>
  )
}

function UpdateBanner() {
  const { t } = useTranslation('shell')
  return (
    <Banner color="orange" icon={IconVersions} title={t('banner.needsUpdate')}>
      {t('banner.needsUpdateText')}
    </Banner>
  )
}

function DisabledBanner({ waiting }: { readonly waiting: number }) {
  const { t } = useTranslation('shell')
  return (
    <Banner color="red" icon={IconLock} title={t('banner.disabled')}>
      {t('banner.disabledText')} {waiting > 0 && t('banner.disabledWaiting', { count: waiting })}
    </Banner>
  )
}

function SignInBanner({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Banner
      color="orange"
      icon={IconAlertTriangle}
      title={t('banner.needsSignIn')}
      action={
        <Button size="xs" onClick={onSignIn}>
          {t('banner.signIn')}
        </Button>
      }
    >
      {t('banner.needsSignInText')}
    </Banner>
  )
}

function ClockBanner() {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  const warning = useClockWarning()
  const [closed, setClosed] = useState<string>()
  if (warning === undefined || warning === closed) return null
  return (
    <Banner
      color="yellow"
      icon={IconClockExclamation}
      title={t('banner.clockTitle')}
      action={
        <Button size="xs" variant="default" onClick={() => setClosed(warning)}>
          {shared('action.close')}
        </Button>
      }
    >
      {warning}
    </Banner>
  )
}
