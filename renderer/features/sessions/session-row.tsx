import { Anchor, Badge, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { useOtherLabel } from '#renderer/shared/sessions/other-name.ts'
import type { SessionAction } from '#renderer/shared/sessions/session-actions.ts'
import { SessionButtons } from './session-buttons.tsx'
import classes from './session-list.module.css'
import { RefusedText, SessionStatusLine } from '#renderer/shared/sessions/session-status-line.tsx'
import { SessionWords } from '#renderer/shared/sessions/session-words.tsx'

export interface SessionRowProps {
  readonly call: SessionCopy
  /** It runs or comes first. */
  readonly isNext: boolean
  readonly onOpen: (call: SessionCopy) => void
  readonly onAct: (action: SessionAction, call: SessionCopy) => void
}

/** One session: when, with whom, how it stands, what was said, what can be done. */
export function SessionRow({ call, isNext, onOpen, onAct }: SessionRowProps) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const now = useNow()
  const name = useOtherLabel(call)
  return (
    <Paper
      component="li"
      withBorder
      px="md"
      py="sm"
      radius="md"
      className={classes.row}
      data-next={isNext || undefined}
    >
      <Stack gap={0} className={classes.when}>
        <Text fw={600} className={classes.time}>
          {format.timeRange(call)}
        </Text>
        <ZoneNote interval={call} otherZone={call.otherZone} person={name} />
      </Stack>
      <Stack gap={6} className={classes.what}>
        <div className={classes.head}>
          <Anchor component="button" type="button" fw={600} size="sm" ta="left" onClick={() => onOpen(call)}>
            {name}
          </Anchor>
          {isNext && <Badge variant="filled">{t(call.startsAt <= now ? 'mark.now' : 'mark.next')}</Badge>}
          <SessionStatusLine call={call} />
        </div>
        <RefusedText call={call} />
        <SessionWords call={call} />
      </Stack>
      <div className={classes.action} data-print="hide">
        <SessionButtons call={call} onAct={onAct} />
      </div>
    </Paper>
  )
}
