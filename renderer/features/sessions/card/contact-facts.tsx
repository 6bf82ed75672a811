import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Call } from '#domain/model/call.ts'
import { useFormat } from '../../../ui/format/display-zone.tsx'
import { isSameClock } from '../../../ui/format/formatter.ts'
import { useZoneWords } from '../../../ui/format/use-zone-words.ts'
import { PhoneLink } from '../../../ui/phone/phone-link.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { ZoneNote } from '../../../ui/zone-note.tsx'
import { RefusedText, SessionStatusLine } from '../session-status-line.tsx'
import classes from './session-card.module.css'

/** When, how it stands, and how to reach the other person. */
export function ContactFacts({ call }: { readonly call: Call }) {
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

/** A claim that was not granted makes nobody's number known. */
function Phone({ call: { otherPhone, status } }: { readonly call: Call }) {
  const { t } = useTranslation('sessions')
  if (status !== 'declined' && otherPhone !== undefined) return <PhoneLink phone={otherPhone} />
  return (
    <Text size="sm" c="dimmed">
      {status === 'declined' ? t('card.phoneLater') : t('card.noPhone')}
    </Text>
  )
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
