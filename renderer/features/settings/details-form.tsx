import { PasswordInput, Stack } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnDetails } from '#domain/model/account.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { useOffer, useSignIn } from '#renderer/store/hooks.ts'
import { DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened } from '#renderer/ui/draft/draft-status.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { ZoneSelect } from '#renderer/ui/zone-select.tsx'
import {
  type DetailsFault,
  type DetailsValues,
  checkDetails,
  toDetailsValues
} from '#renderer/shared/account/check-details.ts'
import { FormButtons } from '#renderer/ui/draft/form-buttons.tsx'
import { fieldOfRefused } from './refused-field.ts'
import { useDraft } from '#renderer/ui/draft/use-draft.ts'
import { useSave } from '#renderer/ui/use-save.ts'

const detailsFields = ['displayName', 'phone', 'email', 'zone'] as const satisfies readonly (keyof DetailsValues)[]

interface DetailsFormProps {
  readonly account: DeviceAccount
  readonly details: OwnDetails
  /** The stored number as people write it. It is here before the field is: see prepare-details.ts. */
  readonly phoneText: string
  readonly onSaved: (details: OwnDetails) => Promise<void>
}

export function DetailsForm({ account, details, phoneText, onSaved }: DetailsFormProps) {
  const { t } = useTranslation('settings')
  const saveOwnDetails = useSignIn(state => state.saveOwnDetails)
  const { values, isDirty, change, text, draft, submit, hold } = useDraft(
    'details',
    account.userId,
    toDetailsValues(details, phoneText)
  )
  const [faults, setFaults] = useState<Partial<Record<keyof DetailsValues, DetailsFault>>>({})
  const { isBusy, refused, save } = useSave(t('saved'))
  const offer = useOffer('e-mail-sign-in')
  // A password is never kept as a draft: it is typed anew.
  const [password, setPassword] = useState('')
  const [isPasswordMissing, setPasswordMissing] = useState(false)
  const asksPassword = offer === 'offered' && values.email.trim() !== (details.email ?? '')
  const refusalText = useRefusalText()
  const now = useNow()

  async function onSubmit(event: SyntheticEvent) {
    event.preventDefault()
    const checked = await checkDetails(values, details.phone, navigator.language)
    setFaults(checked.ok ? {} : checked.faults)
    const isMissing = asksPassword && password === ''
    setPasswordMissing(isMissing)
    if (!checked.ok || isMissing) return
    await save(async () => {
      const outcome = await submit(() => saveOwnDetails(checked.details, ...(asksPassword ? [password] : [])))
      if (outcome.ok) {
        setPassword('')
        await onSaved(outcome.value)
      }
      return outcome
    })
  }

  const atField = fieldOfRefused(refused, detailsFields)
  const faultOf = (name: keyof DetailsValues) => {
    const fault = faults[name]
    if (fault !== undefined) return t(`fault.${fault}`)
    return atField?.name === name ? refusalText(atField.refusal) : undefined
  }
  const isWrong = asksPassword && refused?.refusal === 'wrong-password'
  const wrongText = isWrong ? refusalText('wrong-password') : undefined
  const passwordFault = isPasswordMissing && password === '' ? t('fault.required') : wrongText
  return (
    <form onSubmit={event => void onSubmit(event)} noValidate {...hold}>
      <Stack gap="sm">
        <DraftReopened draft={draft} />
        <DraftTextInput
          label={t('details.displayName')}
          description={t('details.displayNameHint')}
          autoComplete="name"
          maxLength={80}
          text={text('displayName')}
          error={faultOf('displayName')}
        />
        <DraftTextInput
          label={t('details.phone')}
          description={t('details.phoneHint')}
          type="tel"
          autoComplete="tel"
          text={text('phone')}
          error={faultOf('phone')}
        />
        <DraftTextInput
          label={t('details.email')}
          type="email"
          autoComplete="email"
          text={text('email')}
          error={faultOf('email')}
        />
        {asksPassword && (
          <PasswordInput
            label={t('details.password')}
            description={t('details.passwordHint')}
            autoComplete="current-password"
            value={password}
            error={passwordFault}
            onChange={event => setPassword(event.currentTarget.value)}
          />
        )}
        <ZoneSelect
          label={t('details.zone')}
          description={t('details.zoneHint')}
          error={faultOf('zone')}
          value={values.zone}
          onChange={zone => change({ zone })}
          at={now}
          ownZone={account.zone}
        />
        <RefusalAlert refusal={atField === undefined && !isWrong ? refused?.refusal : undefined} />
        <FormButtons isDirty={isDirty} isBusy={isBusy} draft={draft} />
      </Stack>
    </form>
  )
}
