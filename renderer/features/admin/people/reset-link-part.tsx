import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow, ResetLinkAnswer } from '#domain/wire/administration.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { LinkShown } from '../frame/link-shown.tsx'
import type { Act } from '../frame/use-act.tsx'

/** For whoever forgot the password: a link to a new one, of which the person is told (JO25). */
export function ResetLinkPart({ person, act }: { readonly person: PersonRow; readonly act: Act }) {
  const { t } = useTranslation('admin')
  const [isBusy, setBusy] = useState(false)
  const [made, setMade] = useState<ResetLinkAnswer>()
  const [refusal, setRefusal] = useState<Refusal>()

  async function make() {
    setBusy(true)
    const outcome = await act(actions => actions.makeResetLink(person.userId))
    setBusy(false)
    setMade(outcome.ok ? outcome.value : undefined)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="default" loading={isBusy} disabled={person.disabled} onClick={() => void make()}>
        {t('person.resetLink')}
      </Button>
      <Text size="sm" c="dimmed">
        {t(person.disabled ? 'person.resetDisabled' : 'person.resetHint')}
      </Text>
      {made !== undefined && <LinkShown link={made.url} validUntil={made.validUntil} />}
      <RefusalAlert refusal={refusal} />
    </Stack>
  )
}
