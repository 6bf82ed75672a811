import { Anchor, Drawer, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import type { SessionAction } from '#renderer/shared/sessions/session-actions.ts'
import { AddToCalendarButton } from '#renderer/shared/sessions/add-to-calendar-button.tsx'
import { SessionButtons } from '../session-buttons.tsx'
import { OpenActionsList } from '#renderer/shared/sessions/open-actions-list.tsx'
import { SessionWords } from '#renderer/shared/sessions/session-words.tsx'
import { PaidMark } from '#renderer/shared/sessions/paid-mark.tsx'
import { BlockButton } from '#renderer/shared/sessions/block-button.tsx'
import { ContactFacts } from './contact-facts.tsx'
import { LastNotes } from './last-notes.tsx'
import { BookNextButton } from '#renderer/shared/sessions/book-next-button.tsx'
import { SessionMoves } from './session-moves.tsx'
import { SessionHistory } from './session-history.tsx'
import { useMarkRead } from './use-mark-read.ts'

interface SessionCardProps {
  /** Undefined: closed. */
  readonly openId: string | undefined
  /** Whether a dialog lies over the card, which then takes the Escape key. */
  readonly isCovered: boolean
  readonly onClose: () => void
  readonly onExited: () => void
  readonly onOpen: (call: SessionCopy) => void
  readonly onAct: (action: SessionAction, call: SessionCopy) => void
}

/** The person of a session: how to reach them, how it stands, what was before. */
export function SessionCard({ openId, isCovered, onClose, onExited, onOpen, onAct }: SessionCardProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const shownId = useLastDefined(openId)
  const call = useWorkspace(state => state.calls.find(candidate => candidate.id === shownId))
  const name = useOtherLabel(call)
  useMarkRead(call === undefined ? undefined : openId)
  return (
    <Drawer
      opened={openId !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title={call === undefined ? t('card.missingTitle') : name}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      closeOnEscape={!isCovered}
      closeOnClickOutside={!isCovered}
      returnFocus={false}
      onExitTransitionEnd={onExited}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      {call === undefined ? (
        <Text size="sm">{t('card.missing')}</Text>
      ) : (
        <Stack gap="md">
          <ContactFacts call={call} />
          {call.partyRole === 'student' && (
            <Anchor component={Link} to={paths.coach(call.otherId)} size="sm">
              {t('card.coachPage')}
            </Anchor>
          )}
          {call.partyRole === 'coach' && call.otherName !== '' && (
            <Anchor component={Link} to={paths.student(call.otherId)} size="sm">
              {t('card.studentPage')}
            </Anchor>
          )}
          <SessionWords call={call} />
          <PaidMark key={`paid ${call.id}`} call={call} isVisible />
          <Group gap="xs">
            <SessionButtons call={call} onAct={onAct} />
            <AddToCalendarButton call={call} />
            <BookNextButton key={call.id} call={call} />
          </Group>
          <BlockButton key={`block ${call.id}`} call={call} />
          <SessionMoves call={call} />
          {call.status !== 'declined' && <OpenActionsList otherId={call.otherId} except={call} max={10} />}
          <LastNotes call={call} />
          <SessionHistory call={call} onOpen={onOpen} />
        </Stack>
      )}
    </Drawer>
  )
}
