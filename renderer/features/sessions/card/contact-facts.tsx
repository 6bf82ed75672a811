import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { phoneEndOf } from '#domain/rules/phone-end.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { isSameClock } from '#renderer/ui/format/formatter.ts'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { RefusedText, SessionStatusLine } from '#renderer/shared/sessions/session-status-line.tsx'
import { MeetingFact } from '#renderer/shared/sessions/meeting-fact.tsx'
import classes from './session-card.module.css'

/** When, how it stands, and how to reach the other person. */
export function ContactFacts({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  return (
    <dl className={classes.facts}>
      <dt>{t('card.when')}</dt>
      <dd>
        <Stack gap={0}>
          {format.day(call.startsAt)}
          <span>{format.timeRange(call)}</span>
          <ZoneNote interval={call} otherZone={call.otherZone} person={call.otherName} />
        </Stack>
      </dd>
      <dt>{t('card.status')}</dt>
      <dd>
        <SessionStatusLine call={call} />
        <RefusedText call={call} />
      </dd>
      <MeetingFact call={call} />
      <dt>{t('card.phone')}</dt>
      <dd>
        <Phone call={call} />
      </dd>
      {call.otherZone !== undefined && (
        <>
          <dt>{t('card.zone')}</dt>
          <dd>
            <LocalTime zone={call.otherZone} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** A claim that was not granted makes nobody's number known; a cancelled session makes it known for a week more (PH2). */
function Phone({ call }: { readonly call: SessionCopy }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const { otherPhone, status } = call
  if (status !== 'declined' && otherPhone !== undefined) {
    const end = status === 'cancelled' ? phoneEndOf(call) : undefined
    return (
      <Stack gap={0}>
        <PhoneLink phone={otherPhone} />
        {end !== undefined && (
          <Text size="xs" c="dimmed" component="span">
            {t('card.phoneUntil', { when: format.dayAndTime(end) })}
          </Text>
        )}
      </Stack>
    )
  }
  return (
    <Text size="sm" c="dimmed">
      {t(`card.${whyNoPhone(call)}`)}
    </Text>
  )
}

function whyNoPhone({ status, phoneUntil }: SessionCopy): 'phoneLater' | 'phoneGone' | 'noPhone' | 'phoneOver' {
  if (status === 'declined' || status === 'pencilled') return 'phoneLater'
  if (status === 'cancelled') return 'phoneGone'
  return phoneUntil === undefined ? 'noPhone' : 'phoneOver'
}

function LocalTime({ zone }: { readonly zone: string }) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const now = useNow()
  const words = useZoneWords()
  return (
    <Stack gap={0}>
      {words.name(zone)}
      <Text size="xs" c="dimmed" component="span">
        {isSameClock(now, format.zone, zone)
          ? t('card.sameZone')
          : t('card.localTime', { time: format.inZone(zone).dayAndTime(now), place: words.place(zone) })}
      </Text>
    </Stack>
  )
}
