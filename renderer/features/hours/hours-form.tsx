import { Button, Group, Stack } from '@mantine/core'
import { type SyntheticEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeHours, isSameHours } from '#domain/hours/change-hours.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { noAvailability } from '#domain/model/availability.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { HoursPreviewView } from '#renderer/shared/hours/hours-preview.tsx'
import { useHoursPreview } from '#renderer/shared/hours/use-hours-preview.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { DatesFields } from './dates-fields.tsx'
import { FillingFields } from './filling-fields.tsx'
import { findHoursFaults, hasFault, noHoursValues, toHoursChange } from './model/hours-values.ts'
import { WeeklyFields } from './weekly-fields.tsx'

/** Which starts are new plays no part in what is shown. */
const anyGeneration = '00000000'

/**
 * All that a coach says about the own hours, and what saving it would do: one save, one undo. The form holds what changes alone, so that
 * the rest follows other devices.
 */
export function HoursForm({ coach }: { readonly coach: CoachProfile }) {
  const { t } = useTranslation('hours')
  const saveHours = useWorkspace(state => state.saveHours)
  const { offer } = useUndo()
  const now = useNow()
  const draft = useFormDraft('hours', coach.id, noHoursValues, {})
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused>()

  const { values } = draft
  const faults = useMemo(() => findHoursFaults(values), [values])
  const change = useMemo(() => toHoursChange(values), [values])
  const isFaulty = hasFault(faults)
  const isDirty = !isSameHours(coach, changeHours(coach, change, anyGeneration, now))
  const preview = useHoursPreview(isFaulty ? undefined : change)
  const others = changeHours(coach, toHoursChange({ ...values, adding: undefined }), anyGeneration, now)

  // What is stored by now, here or by another device, is no draft any more.
  const isStale = draft.savedAt !== undefined && !isDirty && !isFaulty && values.adding === undefined
  const discardDraft = useWorkspace(state => state.discardDraft)
  useEffect(() => {
    if (isStale) void discardDraft('hours', coach.id)
  }, [isStale, discardDraft, coach.id])

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (isFaulty || !isDirty) return
    setBusy(true)
    setRefused(undefined)
    const outcome = await draft.submit(() => saveHours(change), { staysOpen: true })
    setBusy(false)
    if (outcome.ok) offer(t('saved'))
    else setRefused(outcome)
  }

  const fields = { values, faults, onChange: draft.change } as const
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <DraftReopened draft={{ ...draft, isReopened: draft.isReopened && isDirty }} />
        <SettingsSection title={t('weekly.title')} text={t('weekly.text')}>
          <WeeklyFields
            {...fields}
            faults={faults.weekly}
            weekly={(coach.availability ?? noAvailability).weekly}
            gapMin={others.gapMin ?? 0}
          />
        </SettingsSection>
        <SettingsSection title={t('dates.title')} text={t('dates.text')}>
          <DatesFields {...fields} shown={others} today={dateAt(now, coach.zone)} note={draft.text('note')} />
        </SettingsSection>
        <SettingsSection title={t('filling.title')}>
          <FillingFields {...fields} coach={coach} />
        </SettingsSection>
        {(isDirty || isFaulty) && <HoursPreviewView preview={preview} />}
        <RefusalAlert refusal={refused?.refusal} />
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={!isDirty || isFaulty}>
            {t('save')}
          </Button>
          {draft.savedAt !== undefined && (
            <Button variant="subtle" color="gray" onClick={draft.discard} disabled={isBusy}>
              {t('discard')}
            </Button>
          )}
          {isDirty ? <DraftStatus draft={draft} /> : <RecordSyncMark id={coach.id} quiet />}
        </Group>
      </Stack>
    </form>
  )
}
