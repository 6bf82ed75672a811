import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesktop } from '#renderer/bridge/use-desktop.ts'
import { useOffer, useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { FirstVisit } from '#renderer/shared/account/first-visit.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { AppearanceSection } from './appearance-section.tsx'
import { BlockedSection } from './blocked-section.tsx'
import { BringBackSection } from './bring-back/bring-back-section.tsx'
import { CalendarLinkSection } from './calendar-link-section.tsx'
import { DetailsSection } from './details-section.tsx'
import { HoursSection } from './hours-section.tsx'
import { HowWeMeetSection } from './how-we-meet-section.tsx'
import { KeptHereSection } from './kept-here-section.tsx'
import { MailSection } from './mail-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { ServerSection } from './server-section.tsx'
import { SignInsSection } from './sign-ins-section.tsx'
import { ThisComputerSection } from './this-computer/this-computer-section.tsx'
import { UnsavedGuard } from './unsaved-guard.tsx'

/** Everything a person can set: a coach's public page, the own account, the look. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const account = useOpenAccount()
  const desktop = useDesktop()
  const persistence = useSignIn(state => state.persistence)
  const isReady = useWorkspace(state => state.ready)
  const meets = useOffer('how-we-meet') === 'offered'
  const blocks = useOffer('who-may-book') === 'offered'
  const [isPasswordTyped, setPasswordTyped] = useState(false)
  if (account === undefined || !isReady) return <PageSkeleton />
  return (
    <div style={{ maxWidth: 720 }}>
      <PageHeader title={t('title')} />
      {account.role === 'none' && <FirstVisit />}
      <Stack gap="md">
        {account.role === 'coach' && <ProfileSection account={account} />}
        {account.role === 'coach' && <HoursSection />}
        {account.role === 'coach' && meets && <HowWeMeetSection account={account} />}
        {account.role === 'coach' && blocks && <BlockedSection />}
        <DetailsSection account={account} />
        <MailSection />
        <AppearanceSection />
        {desktop !== undefined && <ThisComputerSection shell={desktop} />}
        {persistence !== undefined && <KeptHereSection persistence={persistence} />}
        <BringBackSection />
        <PasswordSection account={account} onDirtyChange={setPasswordTyped} />
        {account.role !== 'none' && <CalendarLinkSection />}
        <SignInsSection />
        {desktop !== undefined && <ServerSection shell={desktop} account={account} />}
      </Stack>
      <UnsavedGuard isDirty={isPasswordTyped} />
    </div>
  )
}
