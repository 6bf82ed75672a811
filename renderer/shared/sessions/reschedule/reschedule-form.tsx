import { Alert, Button, Group, Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { otherNameOf } from '../other-name.ts'
import { SlotPicker } from '../slot-picker.tsx'
import { useTargetSlots } from '../use-target-slots.ts'
import { FreeTimeFields } from './free-time-fields.tsx'
import type { RescheduleTerms } from './reschedule-terms.ts'
import { useFreeTime } from './use-free-time.ts'

interface RescheduleFormProps {
  readonly call: SessionCopy
  readonly coachId: UserId | undefined
  readonly terms: Exclude<RescheduleTerms, { readonly kind: 'phone' }>
  readonly initialSlotId: SlotId | undefined
  readonly onClose: () => void
  /** @param requestId of the request, to be followed */
  readonly onAsked: (requestId: string | undefined) => void
}

/** Terms, the coach's open slots, what becomes of the old hours, and a word for the other party. */
export function RescheduleForm({ call, coachId, terms, initialSlotId, onClose, onAsked }: RescheduleFormProps) {
  const { t } = useTranslation('sessions')
  const rescheduleSession = useWorkspace(state => state.rescheduleSession)
  const findRescheduleRefusal = useWorkspace(state => state.findRescheduleRefusal)
  const findLastChange = useWorkspace(state => state.findLastChange)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const { offer } = useUndo()
  const slots = useTargetSlots(coachId)
  const isOffer = call.madeSlot === undefined
  const draft = useFormDraft('move', call.id, { reason: '', reopens: isOffer }, {})
  const { reason, reopens, toSlotId } = draft.values
  // What was chosen in the inbox or the calendar counts until something else is.
  const [initialId, setInitialId] = useState(initialSlotId)
  const slotId = initialId ?? toSlotId
  const isAnywhere = useOffer('move-anywhere') === 'offered' && call.partyRole === 'coach'
  const [isFreeTime, setFreeTime] = useState(
    () => isAnywhere && (slots.length === 0 || (slotId !== undefined && !slots.some(({ id }) => id === slotId)))
  )
  const [isBusy, setBusy] = useState(false)
  const [wasTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const name = otherNameOf(call, t('erasedName'))
  const over = reason.length - reasonMaxLength
  // A slot that somebody else has taken meanwhile is chosen no longer.
  const chosen = slots.find(({ id }) => id === slotId)
  const free = useFreeTime(call, isFreeTime, slotId)
  const mayReopen = !isFreeTime || free.preview?.ok !== true || free.preview.mayReopen

  function choose(id: SlotId) {
    setInitialId(undefined)
    draft.change({ toSlotId: id })
  }

  async function ask() {
    setTried(true)
    const target = isFreeTime ? free.target : chosen && { toSlotId: chosen.id }
    if (target === undefined || over > 0) return
    setBusy(true)
    const isCoach = call.partyRole === 'coach'
    const input = { ...target, reason: reason.trim(), ...(isCoach ? { reopenSlot: reopens && mayReopen } : {}) }
    const outcome = await draft.submit(() => rescheduleSession(call.id, input))
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    offer(t('move.asked', { name }))
    onAsked(findLastChange()?.requestId)
  }

  return (
    <>
      <Text size="sm">{useTermsText(terms)}</Text>
      <DraftReopened draft={draft} />
      {isAnywhere && <TargetKind isFreeTime={isFreeTime} onChange={setFreeTime} />}
      {isFreeTime ? (
        <FreeTimeFields call={call} free={free} onChoose={choose} wasTried={wasTried} />
      ) : (
        <SlotPicker
          label={t('move.to')}
          slots={slots}
          findRefusal={id => findRescheduleRefusal(call.id, id)?.refusal}
          value={chosen?.id}
          onChange={choose}
          otherZone={call.otherZone}
        />
      )}
      {wasTried && !isFreeTime && chosen === undefined && slots.length > 0 && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('picker.choose')}
        </Text>
      )}
      {call.partyRole === 'coach' ? (
        <OldHours
          reopens={reopens}
          mayReopen={mayReopen}
          onChange={reopensThen => draft.change({ reopens: reopensThen })}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t(isOffer ? 'move.studentOld' : 'move.studentClosed')}
        </Text>
      )}
      <DraftTextarea
        label={t('move.reason')}
        description={t('move.reasonHint', { name })}
        text={draft.text('reason')}
        error={over > 0 ? t('cancel.reasonTooLong', { count: over }) : undefined}
        autosize
        minRows={2}
        maxRows={5}
      />
      {isOffline && (
        <Alert color="gray" variant="light" icon={<IconCloudOff size={18} />} p="xs">
          {t('move.offline')}
        </Alert>
      )}
      <RefusalAlert refusal={refusal} />
      <Group justify="space-between" gap="sm">
        <DraftStatus draft={draft} />
        <Group gap="xs" ml="auto">
          <Button variant="default" onClick={onClose}>
            {t('move.keep')}
          </Button>
          <Button
            loading={isBusy}
            disabled={isFreeTime ? free.toSlotId === undefined || free.preview?.ok === false : slots.length === 0}
            onClick={() => void ask()}
          >
            {t('move.confirm')}
          </Button>
        </Group>
      </Group>
    </>
  )
}

function TargetKind(props: { readonly isFreeTime: boolean; readonly onChange: (isFreeTime: boolean) => void }) {
  const { t } = useTranslation('sessions')
  return (
    <SegmentedControl
      aria-label={t('move.where')}
      value={props.isFreeTime ? 'free' : 'slot'}
      onChange={value => props.onChange(value === 'free')}
      data={[
        { value: 'slot', label: t('move.openSlot') },
        { value: 'free', label: t('move.freeTime') }
      ]}
      fullWidth
    />
  )
}

function OldHours(props: {
  readonly reopens: boolean
  /** Not where the new hours overlap the old ones. */
  readonly mayReopen: boolean
  readonly onChange: (reopens: boolean) => void
}) {
  const { t } = useTranslation('sessions')
  if (!props.mayReopen) {
    return (
      <Text size="sm" c="dimmed">
        {t('move.oldOverlap')}
      </Text>
    )
  }
  return (
    <Radio.Group
      label={t('move.old')}
      value={props.reopens ? 'reopen' : 'withdraw'}
      onChange={value => props.onChange(value === 'reopen')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="reopen" label={t('move.reopen')} description={t('move.reopenText')} />
        <Radio value="withdraw" label={t('move.withdraw')} description={t('cancel.withdrawText')} />
      </Stack>
    </Radio.Group>
  )
}

function useTermsText(terms: RescheduleFormProps['terms']): string {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  switch (terms.kind) {
    case 'free':
      return t('move.free', { deadline: format.dayAndTime(terms.deadline) })
    case 'coach':
      return t('move.coach')
    case 'unknown':
      return t('cancel.unknown')
    default:
      return assertNever(terms)
  }
}
