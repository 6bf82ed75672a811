import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { listMeetingBusy } from '#domain/hours/meets-busy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { SessionInTheWay } from '#renderer/shared/hours/session-in-the-way.tsx'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { BusyFileFields } from './busy-file-fields.tsx'
import { BusyLinkForm } from './busy-link-form.tsx'
import classes from './hours-page.module.css'

/** When a coach has no time, from other calendars: an address that the server reads, a file, and the sessions that meet such a time. */
export function BusySection({ coach }: { readonly coach: CoachProfile }) {
  const { t } = useTranslation('hours')
  const offer = useOffer('busy-link')
  return (
    <SettingsSection title={t('busy.title')} text={t('busy.text')}>
      {offer === 'offered' ? <BusyLinkForm coachId={coach.id} /> : <Text size="sm">{t(`busy.link.${offer}`)}</Text>}
      <BusyFileFields />
      <SessionsThatMeet />
    </SettingsSection>
  )
}

/** What is booked stays: its coach moves or cancels it, or lets both be (BU7). */
function SessionsThatMeet() {
  const { t } = useTranslation('hours')
  const now = useNow()
  const calls = useWorkspace(state => state.calls)
  const busy = useWorkspace(state => state.busyIntervals)
  const met = useMemo(() => listMeetingBusy(calls, busy, now), [calls, busy, now])
  if (met.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600} component="output">
        {t('busy.met', { count: met.length })}
      </Text>
      <Stack component="ul" gap={6} mt={6} className={classes.list}>
        {met.map(call => (
          <SessionInTheWay key={call.id} call={call} />
        ))}
      </Stack>
    </div>
  )
}
