import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionMove } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import { otherNameOf } from '#renderer/shared/sessions/other-name.ts'
import classes from './session-card.module.css'

/** Where this session has been, the latest move first; nothing where it never moved. */
export function SessionMoves({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const { moves = [] } = call
  if (moves.length === 0) return null
  return (
    <section aria-labelledby="session-moves">
      <Title order={3} size="h5" id="session-moves" mb={6}>
        {t('card.moves')}
      </Title>
      <ul className={classes.history}>
        {moves.toReversed().map(move => (
          <li key={move.requestId}>
            <MoveText call={call} move={move} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MoveText({ call, move }: { readonly call: SessionCopy; readonly move: SessionMove }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const when = (slotId: string) => {
    const slot = slotFromId(slotId)
    return slot === undefined ? '' : format.dayAndTimeRange(slot)
  }
  const name = move.by === call.partyRole ? t('card.movedByYou') : otherNameOf(call, t('erasedName'))
  return (
    <div>
      <Text size="sm">{t('card.moved', { from: when(move.fromSlotId), to: when(move.toSlotId) })}</Text>
      <PlainText size="xs" c="dimmed">
        {t('card.movedBy', { name, when: format.dayAndTime(move.at) })}
        {move.reason.trim() !== '' && `. ${t('cancelled.reason', { reason: move.reason })}`}
      </PlainText>
    </div>
  )
}
