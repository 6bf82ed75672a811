import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, type SyntheticEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { Outcome, Refused } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { instantOfChoice, instantToChoice } from '#renderer/shared/times/time-choice.ts'
import { TimeFields } from '#renderer/shared/times/time-fields.tsx'
import { useSlotText } from '../use-slot-text.ts'

/** What the form is opened for. */
export interface SlotTimeRequest {
  readonly title: string
  readonly submitLabel: string
  readonly initial: Instant
  /** The slot that is moved: it does not stand in its own way. */
  readonly movesFrom?: SlotId
  /** What the change affects. */
  readonly note?: ReactNode
  /** Closes the form on success; a refusal is shown in it. */
  readonly onSubmit: (startsAt: Instant) => Promise<Outcome<unknown>>
}

/** Date and time, what they mean, and at once why a time is refused. */
export function SlotTimeForm(props: { readonly request: SlotTimeRequest; readonly onClose: () => void }) {
  const { t: shared } = useTranslation('shared')
  const { request, onClose } = props
  const { zone } = useFormat()
  const text = useSlotText()
  const whyId = useId()
  const findSlotRefusal = useWorkspace(state => state.findSlotRefusal)
  // New slots make an earlier opinion stale.
  useWorkspace(state => state.slots)
  const [choice, setChoice] = useState(() => instantToChoice(request.initial, zone))
  const [answer, setAnswer] = useState<Refused>()
  const [isBusy, setBusy] = useState(false)

  const startsAt = instantOfChoice(choice, zone)
  const isUnmoved = startsAt === request.initial && request.movesFrom !== undefined
  const refused =
    answer ?? (startsAt === undefined || isUnmoved ? undefined : findSlotRefusal(startsAt, request.movesFrom))
  const why = refused === undefined ? undefined : text.refusal(refused)

  function change(part: Partial<typeof choice>) {
    setAnswer(undefined)
    setChoice(current => ({ ...current, ...part }))
  }

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (startsAt === undefined || refused !== undefined) return
    if (isUnmoved) {
      onClose()
      return
    }
    setBusy(true)
    const outcome = await request.onSubmit(startsAt)
    setBusy(false)
    if (outcome.ok) onClose()
    else setAnswer(outcome)
  }

  return (
    // The browser's own bubbles would say it a second time, in other words.
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap="sm">
        <TimeFields choice={choice} onChange={change} whyId={why === undefined ? undefined : whyId} autoFocus />
        {why !== undefined && (
          <Alert
            id={whyId}
            role="alert"
            color="red"
            variant="light"
            p="xs"
            icon={<IconAlertTriangle size={18} aria-hidden />}
          >
            {why}
          </Alert>
        )}
        {request.note}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {shared('action.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={startsAt === undefined || refused !== undefined}>
            {request.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
