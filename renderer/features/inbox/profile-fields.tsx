import { useTranslation } from 'react-i18next'
import { PolicyText } from '#renderer/shared/booking/policy-text.tsx'
import { useZoneWords } from '#renderer/ui/format/use-zone-words.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { PlainText } from '#renderer/ui/plain-text.tsx'
import type { VersionFields } from './read-version.ts'
import { Field } from './version-field.tsx'

/** A coach's page, and how students meet the coach. */
export function ProfileFields({ fields }: { readonly fields: VersionFields }) {
  const { t } = useTranslation('inbox')
  const words = useZoneWords()
  const { displayName, headline, bio, zone, policy, whoMayBook, meetingLine } = fields
  return (
    <>
      {displayName !== undefined && <Field name={t('field.displayName')}>{displayName}</Field>}
      {headline !== undefined && <Field name={t('field.headline')}>{headline}</Field>}
      {bio !== undefined && (
        <Field name={t('field.bio')}>
          <MarkdownText text={bio} />
        </Field>
      )}
      {meetingLine !== undefined && <Field name={t('field.meetingLine')}>{meetingLine}</Field>}
      <MeetingFields fields={fields} />
      {(whoMayBook === 'everyone' || whoMayBook === 'my-students') && (
        <Field name={t('field.whoMayBook')}>
          {t(`field.${whoMayBook === 'everyone' ? 'everyone' : 'myStudents'}`)}
        </Field>
      )}
      {zone !== undefined && <Field name={t('field.zone')}>{words.name(zone)}</Field>}
      {policy !== undefined && (
        <Field name={t('field.policy')}>
          <PolicyText policy={policy} />
        </Field>
      )}
    </>
  )
}

/** In the words of the settings, where it was chosen. */
function MeetingFields({ fields: { way, caller, link, address } }: { readonly fields: VersionFields }) {
  const { t } = useTranslation('inbox')
  const { t: settings } = useTranslation('settings')
  return (
    <>
      {way !== undefined && way !== 'newer' && (
        <Field name={settings('meeting.way')}>{settings(`meeting.ways.${way}`)}</Field>
      )}
      {caller !== undefined && <Field name={settings('meeting.caller')}>{settings(`meeting.callers.${caller}`)}</Field>}
      {link !== undefined && <Field name={t('field.link')}>{link}</Field>}
      {address !== undefined && (
        <Field name={t('field.address')}>
          <PlainText>{address}</PlainText>
        </Field>
      )}
    </>
  )
}
