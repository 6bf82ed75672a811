// oxlint-disable-next-line no-restricted-imports -- nobody is signed in yet whose draft it could be
import { Button, Radio, Stack, TextInput, Title } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameInputSchema } from '#domain/model/line.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { AccountFields } from './account-fields.tsx'
import { useAccountForm } from './use-account-form.ts'

const rightsByChoice = {
  both: { role: 'coach', isAdmin: true },
  admin: { role: 'none', isAdmin: true },
  coach: { role: 'coach', isAdmin: false }
} as const
const choices = ['both', 'admin', 'coach'] as const

/** The first account of a server, and what the server is for. */
export function SetUpForm({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation('joining')
  const { t: settings } = useTranslation('settings')
  const setUp = useSignIn(state => state.setUp)
  const { form, typed, faults, refusal, isBusy, send, change } = useAccountForm()
  const [organisation, setOrganisation] = useState('')
  const [choice, setChoice] = useState<(typeof choices)[number]>('both')
  const [isTried, setTried] = useState(false)
  const isNamed = nameInputSchema.safeParse(organisation).success

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setTried(true)
    const done = await send(account => setUp({ token, organisation, account, ...rightsByChoice[choice] }), isNamed)
    if (done) onDone()
  }

  return (
    <form ref={form} onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('setUp.organisation')}
          autoComplete="organization"
          maxLength={80}
          autoFocus
          value={organisation}
          error={isTried && !isNamed ? settings('fault.required') : undefined}
          onChange={event => setOrganisation(event.currentTarget.value)}
        />
        <Radio.Group
          label={t('setUp.what')}
          value={choice}
          onChange={value => setChoice(choices.find(known => known === value) ?? 'both')}
        >
          <Stack gap="xs" mt={4}>
            {choices.map(name => (
              <Radio key={name} value={name} label={t(`setUp.${name}`)} description={t(`setUp.${name}Hint`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Title order={2} size="h4">
          {t('account.title')}
        </Title>
        <AccountFields typed={typed} faults={faults} onChange={change} />
        <RefusalAlert refusal={refusal} />
        <Button type="submit" loading={isBusy} fullWidth>
          {t('setUp.submit')}
        </Button>
      </Stack>
    </form>
  )
}
