import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId } from '#domain/model/primitives.ts'
import type { AskedDate, Refusal } from '#renderer/contract/screens.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import type { CancelTerms } from './cancel-terms.ts'
import { FollowingChoice } from '../following/following-choice.tsx'
import { FollowingResult } from '../following/following-result.tsx'
import { useFollowing } from '../following/use-following.ts'
import { otherNameOf } from '../other-name.ts'

interface CancelFormProps {
  readonly call: SessionCopy
  readonly terms: Exclude<CancelTerms, { readonly kind: 'phone' }>
  readonly isLate: boolean
  readonly onClose: () => void
}

/** Terms, reason, and for a coach what becomes of the slot. */
export function CancelForm({ call, terms, isLate, onClose }: CancelFormProps) {
  const { t } = useTranslation('sessions')
  const cancelSession = useWorkspace(state => state.cancelSession)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const hasStarted = useNow() >= call.startsAt
  const proposed = { reason: isLate ? t('cancel.lateReason') : '', reopens: call.partyRole === 'student' }
  const draft = useFormDraft('cancel', call.id, proposed, {})
  const { reason, reopens } = draft.values
  const [wasTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const { offer } = useUndo()
  const name = otherNameOf(call, t('erasedName'))
  const over = reason.length - reasonMaxLength
  const isMissing = reason.trim() === ''
  const { actions, sessions } = useFollowing(call)
  // This one alone, where it is not said otherwise.
  const [chosen, setChosen] = useState<ReadonlySet<BookingId>>()
  const [asked, setAsked] = useState<readonly AskedDate[]>()
  const missing = wasTried && isMissing ? t('cancel.reasonMissing', { name }) : undefined

  async function cancel() {
    setTried(true)
    if (isMissing || over > 0) return
    setBusy(true)
    const input = { reason: reason.trim(), reopenSlot: reopens && !hasStarted }
    if (chosen !== undefined && actions !== undefined) {
      const ids = sessions.map(session => session.call.id).filter(id => chosen.has(id))
      const each = await draft.submit(() => actions.cancelEach(ids, input))
      setBusy(false)
      if (!each.ok) setRefusal(each.refusal)
      else setAsked(each.value)
      return
    }
    const outcome = await draft.submit(() => cancelSession(call.id, input))
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    offer(t('cancel.asked', { name }))
    onClose()
  }

  const termsText = useTermsText(call, terms)
  if (asked !== undefined) return <FollowingResult asked={asked} onClose={onClose} />
  return (
    <>
      <Text size="sm">{termsText}</Text>
      {sessions.length > 1 && <FollowingChoice sessions={sessions} chosen={chosen} onChange={setChosen} />}
      <DraftReopened draft={draft} />
      <DraftTextarea
        label={t('cancel.reason')}
        description={t('cancel.reasonHint', { name })}
        text={draft.text('reason')}
        error={over > 0 ? t('cancel.reasonTooLong', { count: over }) : missing}
        autosize
        minRows={2}
        maxRows={6}
        withAsterisk
        data-autofocus
      />
      {call.partyRole === 'coach' && !hasStarted && (
        <SlotChoice reopens={reopens} onChange={chosen => draft.change({ reopens: chosen })} />
      )}
      {call.partyRole === 'student' && (
        <Text size="sm" c="dimmed">
          {t(call.madeSlot === undefined ? 'cancel.studentSlot' : 'cancel.studentClosed')}
        </Text>
      )}
      {isOffline && (
        <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} p="xs">
          {t('cancel.offline')}
        </Alert>
      )}
      <RefusalAlert refusal={refusal} />
      <Group justify="space-between" gap="sm">
        <DraftStatus draft={draft} />
        <Group gap="xs" ml="auto">
          <Button variant="default" onClick={onClose}>
            {t('cancel.keep')}
          </Button>
          <Button color="red.9" loading={isBusy} disabled={chosen?.size === 0} onClick={() => void cancel()}>
            {chosen === undefined ? t('cancel.confirm') : t('following.confirm', { count: chosen.size })}
          </Button>
        </Group>
      </Group>
    </>
  )
}

function SlotChoice(props: { readonly reopens: boolean; readonly onChange: (reopens: boolean) => void }) {
  const { t } = useTranslation('sessions')
  return (
    <Radio.Group
      label={t('cancel.slot')}
      value={props.reopens ? 'reopen' : 'withdraw'}
      onChange={value => props.onChange(value === 'reopen')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="withdraw" label={t('cancel.withdraw')} description={t('cancel.withdrawText')} />
        <Radio value="reopen" label={t('cancel.reopen')} description={t('cancel.reopenText')} />
      </Stack>
    </Radio.Group>
  )
}

function useTermsText({ partyRole }: SessionCopy, terms: CancelFormProps['terms']): string {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  switch (terms.kind) {
    case 'free': {
      const deadline = format.dayAndTime(terms.deadline)
      return partyRole === 'coach' ? t('cancel.free', { deadline }) : t('cancel.studentFree', { deadline })
    }
    case 'late':
      return t('cancel.lateCoach', { deadline: format.dayAndTime(terms.deadline) })
    case 'unknown':
      return t('cancel.unknown')
    default:
      return assertNever(terms)
  }
}
