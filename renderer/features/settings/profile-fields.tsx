import { Input, SegmentedControl, Stack, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MarkdownText } from '../../ui/markdown-text.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ZoneSelect } from '../../ui/zone-select.tsx'
import type { ProfileFaults, ProfileValues } from './check-profile.ts'
import classes from './profile-fields.module.css'
import { useFaultText } from './use-fault-text.ts'

interface ProfileFieldsProps {
  readonly values: ProfileValues
  readonly faults: ProfileFaults
  readonly change: (fields: Partial<ProfileValues>) => void
  readonly ownZone: string
}

/** Name, headline, bio and zone. */
export function ProfileFields({ values, faults, change, ownZone }: ProfileFieldsProps) {
  const { t } = useTranslation('settings')
  const faultText = useFaultText()
  const now = useNow()
  return (
    <Stack gap="sm">
      <TextInput
        label={t('profile.displayName')}
        value={values.displayName}
        error={faultText(faults.displayName)}
        onChange={event => change({ displayName: event.currentTarget.value })}
      />
      <TextInput
        label={t('profile.headline')}
        description={t('profile.headlineHint')}
        value={values.headline}
        error={faultText(faults.headline)}
        onChange={event => change({ headline: event.currentTarget.value })}
      />
      <BioField bio={values.bio} error={faultText(faults.bio)} onChange={bio => change({ bio })} />
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

function BioField(props: {
  readonly bio: string
  readonly error: string | undefined
  readonly onChange: (bio: string) => void
}) {
  const { t } = useTranslation('settings')
  const [view, setView] = useState<'write' | 'preview'>('write')
  const { bio, error, onChange } = props
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
        <Textarea
          label={t('profile.bio')}
          description={t('profile.bioHint')}
          classNames={{ label: classes.label ?? '' }}
          autosize
          minRows={4}
          maxRows={14}
          value={bio}
          error={error}
          onChange={event => onChange(event.currentTarget.value)}
        />
      ) : (
        <Input.Wrapper label={t('profile.bio')} labelElement="div" error={error}>
          <div className={classes.preview}>
            <MarkdownText text={bio} />
          </div>
        </Input.Wrapper>
      )}
    </div>
  )
}
