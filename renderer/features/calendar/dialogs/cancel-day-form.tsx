import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { DaySessions } from './day-sessions.tsx'
import { useDayPlan } from './use-day-plan.ts'

/** What is cancelled and withdrawn, the reason that each student reads, and what has come of it so far. */
export function CancelDayForm({ date, onClose }: { readonly date: CalendarDate; readonly onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const format = useFormat()
  const { offer } = useUndo()
  const { day, plan } = useDayPlan(date)
  const cancelDay = useWorkspace(state => state.cancelDay)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const draft = useFormDraft('cancel-day', date, { reason: '' }, {})
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const ahead = plan.sessions.filter(({ state }) => state.kind === 'ahead')
  const { reason } = draft.values
  const over = reason.length - reasonMaxLength
  const isMissing = ahead.length > 0 && reason.trim() === ''
  const isUnsentLeft = plan.sessions.some(({ state }) => state.kind === 'unsent')
  const isNothing = ahead.length === 0 && plan.slots.length === 0 && !isUnsentLeft

  async function cancel() {
    setTried(true)
    if (isMissing || over > 0) return
    setBusy(true)
    const outcome = await draft.submit(() => cancelDay(day, reason.trim()), { staysOpen: true })
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    setTried(false)
    setRefusal(outcome.value.failed)
    offer(t('cancelDay.done', { count: outcome.value.cancelled + outcome.value.takenBack }))
  }

  const error = over > 0 ? t('cancelDay.reasonTooLong', { count: over }) : t('cancelDay.reasonMissing')
  return (
    <Stack gap="md">
      {isNothing && plan.sessions.length === 0 && <Text size="sm">{t('cancelDay.nothing')}</Text>}
      <DaySessions sessions={plan.sessions} />
      {plan.slots.length > 0 && (
        <section aria-label={t('cancelDay.slots')}>
          <Text size="sm" fw={600}>
            {t('cancelDay.slots')}
          </Text>
          <List size="sm" mt={4}>
            {plan.slots.map(slot => (
              <List.Item key={slot.id}>{format.timeRange(slot)}</List.Item>
            ))}
          </List>
        </section>
      )}
      {ahead.length > 0 && (
        <>
          <DraftReopened draft={draft} />
          <DraftTextarea
            label={t('cancelDay.reason')}
            description={t('cancelDay.reasonHint')}
            text={draft.text('reason')}
            error={(wasTried && isMissing) || over > 0 ? error : undefined}
            autosize
            minRows={2}
            maxRows={6}
            withAsterisk
            data-autofocus
          />
        </>
      )}
      {isOffline && (
        <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} p="xs">
          {t('cancelDay.offline')}
        </Alert>
      )}
      <RefusalAlert refusal={refusal} />
      <Group justify="space-between" gap="sm">
        <DraftStatus draft={draft} />
        <Group gap="xs" ml="auto" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t(isNothing ? 'cancelDay.close' : 'cancelDay.keep')}
          </Button>
          {!isNothing && (
            <Button color="red.9" loading={isBusy} onClick={() => void cancel()}>
              {ahead.length === 0 ? t('cancelDay.withdraw') : t('cancelDay.confirm', { count: ahead.length })}
            </Button>
          )}
        </Group>
      </Group>
    </Stack>
  )
}
