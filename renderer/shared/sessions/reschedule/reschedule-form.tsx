import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import type { AskedDate, Refusal } from '#renderer/contract/screens.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextarea } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened, DraftStatus } from '#renderer/ui/draft/draft-status.tsx'
import { useFormDraft } from '#renderer/ui/draft/use-form-draft.ts'
import { DialogFooter } from '#renderer/ui/dialog-footer.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { FollowingResult } from '../following/following-result.tsx'
import { FollowingScope } from '../following/following-scope.tsx'
import { MoveDates } from '../following/move-dates.tsx'
import { useFollowingMove } from '../following/use-following-move.ts'
import { otherNameOf } from '../other-name.ts'
import { SlotPicker } from '../slot-picker.tsx'
import { useTargetSlots } from '../use-target-slots.ts'
import { FreeTimeFields } from './free-time-fields.tsx'
import { OldHours } from './old-hours.tsx'
import type { RescheduleTerms } from './reschedule-terms.ts'
import { TargetKind } from './target-kind.tsx'
import { type FreeTime, useFreeTime } from './use-free-time.ts'

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
  const targetId = isFreeTime ? free.toSlotId : chosen?.id
  // What was proposed is each session's own way; what its coach says holds for all of them.
  const following = useFollowingMove(
    call,
    parseSlotId(targetId ?? '')?.startsAt,
    reopens === isOffer ? undefined : reopens
  )
  const { isAll } = following
  const mayReopen = isAll || !isFreeTime || free.preview?.ok !== true || free.preview.mayReopen
  const [asked, setAsked] = useState<readonly AskedDate[]>()

  function choose(id: SlotId) {
    setInitialId(undefined)
    draft.change({ toSlotId: id })
  }

  async function ask() {
    setTried(true)
    if (over > 0) return
    if (isAll) return askAll()
    const target = isFreeTime ? free.target : chosen && { toSlotId: chosen.id }
    if (target === undefined) return
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

  async function askAll() {
    if (following.count === 0) return
    setBusy(true)
    const outcome = await draft.submit(() => following.ask(reason.trim()))
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(outcome.refusal)
      return
    }
    offer(t('following.movesAsked', { name, count: outcome.value.filter(({ kind }) => kind === 'asked').length }))
    setAsked(outcome.value)
  }

  function mayAsk(): boolean {
    if (isAll) return following.count > 0
    return isFreeTime ? free.toSlotId !== undefined && free.preview?.ok !== false : slots.length > 0
  }

  const termsText = useTermsText(terms)
  if (asked !== undefined) return <FollowingResult asked={asked} onClose={onClose} />
  return (
    <>
      <Text size="sm">{termsText}</Text>
      {following.isOffered && (
        <FollowingScope label={t('following.moveScope')} isAll={isAll} onChange={following.setAll} />
      )}
      <DraftReopened draft={draft} />
      {isAnywhere && <TargetKind isFreeTime={isFreeTime} onChange={setFreeTime} />}
      {isFreeTime ? (
        <FreeTimeFields
          call={call}
          free={isAll ? withoutPreview(free) : free}
          onChoose={choose}
          wasTried={wasTried && !isAll}
        />
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
      {isAll && (
        <>
          <Text size="sm" c="dimmed">
            {t('following.moveText')}
          </Text>
          <MoveDates choice={following} />
        </>
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
      <DialogFooter>
        <Group justify="space-between" gap="sm">
          <DraftStatus draft={draft} />
          <Group gap="xs" ml="auto">
            <Button variant="default" onClick={onClose}>
              {t('move.keep')}
            </Button>
            <Button loading={isBusy} disabled={!mayAsk()} onClick={() => void ask()}>
              {isAll ? t('following.moveConfirm', { count: following.count }) : t('move.confirm')}
            </Button>
          </Group>
        </Group>
      </DialogFooter>
    </>
  )
}

/** Of all following, each date says by itself what it meets. */
function withoutPreview(free: FreeTime): FreeTime {
  return { ...free, preview: undefined }
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
