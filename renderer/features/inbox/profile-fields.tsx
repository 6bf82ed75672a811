import { useTranslation } from 'react-i18next'
import { PolicyText } from '#renderer/shared/booking/policy-text.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import type { VersionFields } from './read-version.ts'
import { VersionField } from './version-field.tsx'

/** A coach's page, and how students meet the coach. */
export function VersionProfile({ fields }: { readonly fields: VersionFields }) {
  const { t } = useTranslation('inbox')
  const words = useZoneWords()
  const { displayName, headline, bio, zone, policy, whoMayBook, meetingLine } = fields
  return (
    <>
      {displayName !== undefined && <VersionField name={t('field.displayName')}>{displayName}</VersionField>}
      {headline !== undefined && <VersionField name={t('field.headline')}>{headline}</VersionField>}
      {bio !== undefined && (
        <VersionField name={t('field.bio')}>
          <MarkdownText text={bio} />
        </VersionField>
      )}
      {meetingLine !== undefined && <VersionField name={t('field.meetingLine')}>{meetingLine}</VersionField>}
      <MeetingFields fields={fields} />
      {(whoMayBook === 'everyone' || whoMayBook === 'my-students') && (
        <VersionField name={t('field.whoMayBook')}>
          {t(`field.${whoMayBook === 'everyone' ? 'everyone' : 'myStudents'}`)}
        </VersionField>
      )}
      {zone !== undefined && <VersionField name={t('field.zone')}>{words.name(zone)}</VersionField>}
      {policy !== undefined && (
        <VersionField name={t('field.policy')}>
          <PolicyText policy={policy} />
        </VersionField>
      )}
    </>
  )
}

/** In the words of the settings, where it was chosen. */
function MeetingFields({ fields }: { readonly fields: VersionFields }) {
  const { t } = useTranslation('inbox')
  const { t: settings } = useTranslation('settings')
  const { way, caller, link, address, linkInCalendars, addressInCalendars } = fields
  return (
    <>
      {way !== undefined && way !== 'newer' && (
        <VersionField name={settings('meeting.way')}>{settings(`meeting.ways.${way}`)}</VersionField>
      )}
      {caller !== undefined && (
        <VersionField name={settings('meeting.caller')}>{settings(`meeting.callers.${caller}`)}</VersionField>
      )}
      {link !== undefined && <VersionField name={t('field.link')}>{link}</VersionField>}
      {address !== undefined && (
        <VersionField name={t('field.address')}>
          <PlainText>{address}</PlainText>
        </VersionField>
      )}
      {linkInCalendars !== undefined && (
        <VersionField name={t('field.linkInCalendars')}>{t(`field.inCalendars.${linkInCalendars}`)}</VersionField>
      )}
      {addressInCalendars !== undefined && (
        <VersionField name={t('field.addressInCalendars')}>{t(`field.inCalendars.${addressInCalendars}`)}</VersionField>
      )}
    </>
  )
}
