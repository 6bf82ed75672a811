import { Button, Text } from '@mantine/core'
import { IconArrowsMove } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { lazyPart } from '#renderer/ui/lazy/lazy-part.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import type { SlotView } from '../model/slot-view.ts'
import { useSlotBoard } from '../slot-board.ts'
import { CopyTimeButton } from './copy-time-button.tsx'
import { OpenSessionButton, SlotButtons } from './slot-buttons.tsx'

const SessionFacts = lazyPart(async () => (await import('./session-facts.tsx')).SessionFacts)

/** A booked slot: who, how to reach them, what was last; the rest of the session is on its own page. */
export function BookedDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(slot.studentName === undefined ? 'details.bookedUnknown' : 'details.booked')}
      </Text>
      <MessageText slot={slot} />
      <Facts slot={slot} />
      <SlotButtons>
        <OpenSessionButton slot={slot} />
        <MoveSessionButton slot={slot} />
        <CopyTimeButton slot={slot} />
      </SlotButtons>
    </>
  )
}

function Facts({ slot }: { readonly slot: SlotView }) {
  const call = useWorkspace(state => state.calls.find(({ id }) => id === slot.bookingId))
  return call === undefined ? null : <SessionFacts call={call} />
}

/** What its student wrote when booking. */
function MessageText({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const message = useWorkspace(state => state.calls.find(({ id }) => id === slot.bookingId)?.message)
  if (message === undefined) return null
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('details.message')}
      </Text>
      <PlainText>{message}</PlainText>
    </div>
  )
}

/** Only where the session may be moved at all: one that has begun may not, nor one whose move waits. */
function MoveSessionButton({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  const { intents } = useSlotBoard()
  const isMovable = useWorkspace(state => state.findRescheduleRefusal(slot.bookingId ?? '') === undefined)
  if (!isMovable) return null
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowsMove size={14} aria-hidden />}
      onClick={() => intents.askMove(slot)}
    >
      {t('action.moveSession')}
    </Button>
  )
}
