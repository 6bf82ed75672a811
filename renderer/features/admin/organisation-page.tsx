// oxlint-disable-next-line no-restricted-imports -- a name of one line, and it is shown where it comes from
import { Button, Paper, Radio, Stack, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganisationAnswer } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useSave } from '#renderer/ui/use-save.ts'
import { AdminFrame } from './frame/admin-frame.tsx'
import { type Act, useAct } from './frame/use-act.tsx'
import { useAdminData } from './frame/use-admin-data.ts'

const load = (actions: AdminActions) => actions.readOrganisation()

/** The organisation's name, and who may come. Needs a connection. Route: /admin/organisation */
export function OrganisationPage() {
  const { data, reload } = useAdminData(load)
  const { act, dialog } = useAct()
  return (
    <AdminFrame page="organisation" data={data} onRetry={reload}>
      {organisation => (
        <>
          <OrganisationForm
            key={`${organisation.name} ${organisation.registration}`}
            organisation={organisation}
            act={act}
            onDone={reload}
          />
          {dialog}
        </>
      )}
    </AdminFrame>
  )
}

interface OrganisationFormProps {
  readonly organisation: OrganisationAnswer
  readonly act: Act
  readonly onDone: () => void
}

function OrganisationForm({ organisation, act, onDone }: OrganisationFormProps) {
  const { t } = useTranslation('admin')
  const [name, setName] = useState(organisation.name ?? '')
  const [registration, setRegistration] = useState(organisation.registration)
  const { isBusy, refused, save } = useSave(t('organisation.done'))
  const isNamed = name !== (organisation.name ?? '')
  const isChanged = isNamed || registration !== organisation.registration

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    const changes = { registration, ...(isNamed ? { name } : {}) }
    if (await save(() => act(actions => actions.changeOrganisation(changes)))) onDone()
  }

  return (
    <Paper withBorder p="lg">
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap="md" maw={480}>
          <TextInput
            label={t('organisation.name')}
            description={t('organisation.nameHint')}
            maxLength={80}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            error={refused?.field === 'name' ? t('organisation.fault') : undefined}
          />
          <Radio.Group
            label={t('organisation.registration')}
            value={registration}
            onChange={value => setRegistration(value === 'closed' ? 'closed' : 'invitation')}
          >
            <Stack gap="xs" mt={4}>
              <Radio
                value="invitation"
                label={t('organisation.invitation')}
                description={t('organisation.invitationHint')}
              />
              <Radio value="closed" label={t('organisation.closed')} description={t('organisation.closedHint')} />
            </Stack>
          </Radio.Group>
          <RefusalAlert refusal={refused?.field === undefined ? refused?.refusal : undefined} />
          <Button type="submit" loading={isBusy} disabled={!isChanged} style={{ alignSelf: 'flex-start' }}>
            {t('organisation.submit')}
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
