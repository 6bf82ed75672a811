import { Input, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DraftTextarea, DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import type { DraftText } from '#renderer/ui/draft/draft-text.ts'
import { MarkdownText } from '#renderer/ui/markdown-text.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { ZoneSelect } from '#renderer/ui/zone-select.tsx'
import { PhoneWarning } from '#renderer/ui/phone/phone-warning.tsx'
import type { ProfileFaults, ProfileValues } from './check-profile.ts'
import classes from './profile-fields.module.css'
import { useFaultText } from './use-fault-text.ts'

interface ProfileFieldsProps {
  readonly values: ProfileValues
  readonly text: (field: 'displayName' | 'headline' | 'bio' | 'meetingLine') => DraftText
  /** Whether the server takes a line on how sessions take place. */
  readonly meets: boolean
  readonly faults: ProfileFaults
  readonly change: (fields: Partial<ProfileValues>) => void
  readonly ownZone: string
}

/** Name, headline, bio and zone. */
export function ProfileFields({ values, text, meets, faults, change, ownZone }: ProfileFieldsProps) {
  const { t } = useTranslation('settings')
  const faultText = useFaultText()
  const now = useNow()
  return (
    <Stack gap="sm">
      <DraftTextInput
        label={t('profile.displayName')}
        text={text('displayName')}
        error={faultText(faults.displayName)}
      />
      <DraftTextInput
        label={t('profile.headline')}
        description={t('profile.headlineHint')}
        text={text('headline')}
        error={faultText(faults.headline)}
      />
      {meets && (
        <DraftTextInput
          label={t('profile.meetingLine')}
          description={t('profile.meetingLineHint')}
          text={text('meetingLine')}
          error={faultText(faults.meetingLine)}
        />
      )}
      <BioField bio={text('bio')} error={faultText(faults.bio)} />
      <PhoneWarning text={[values.headline, values.meetingLine, values.bio].join('\n')} />
      <ZoneSelect
        label={t('profile.zone')}
        error={faultText(faults.zone)}
        value={values.zone}
        onChange={zone => change({ zone })}
        at={now}
        ownZone={ownZone}
      />
    </Stack>
  )
}

function BioField({ bio, error }: { readonly bio: DraftText; readonly error: string | undefined }) {
  const { t } = useTranslation('settings')
  const [view, setView] = useState<'write' | 'preview'>('write')
  return (
    <div className={classes.bio}>
      <SegmentedControl<'write' | 'preview'>
        size="xs"
        className={classes.switch ?? ''}
        aria-label={t('profile.bio')}
        value={view}
        onChange={setView}
        data={[
          { value: 'write', label: t('profile.write') },
          { value: 'preview', label: t('profile.preview') }
        ]}
      />
      {view === 'write' ? (
        <DraftTextarea
          label={t('profile.bio')}
          description={t('profile.bioHint')}
          classNames={{ label: classes.label ?? '' }}
          autosize
          minRows={4}
          maxRows={14}
          text={bio}
          error={error}
        />
      ) : (
        <Input.Wrapper label={t('profile.bio')} labelElement="div" error={error}>
          <div className={classes.preview}>
            <MarkdownText text={bio.value} />
          </div>
        </Input.Wrapper>
      )}
    </div>
  )
}
