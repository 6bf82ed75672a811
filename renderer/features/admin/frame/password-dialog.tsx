import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'

interface PasswordDialogProps {
  readonly opened: boolean
  readonly enter: (password: string) => Promise<Outcome<unknown>>
  /** @param isTyped whether acts go on */
  readonly onDone: (isTyped: boolean) => void
}

/** Whoever finds a signed-in device must not administer with it: the password is asked for once more. */
export function PasswordDialog({ opened, enter, onDone }: PasswordDialogProps) {
  const { t } = useTranslation('admin')
  const { t: shared } = useTranslation('shared')
  const name = useOpenAccount()?.name ?? ''
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const isWrong = refusal === 'wrong-password'

  function finish(isTyped: boolean) {
    setPassword('')
    setRefusal(undefined)
    onDone(isTyped)
  }

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    // It is drawn inside of another dialog's form, and events go up through React's tree.
    event.stopPropagation()
    setBusy(true)
    const outcome = await enter(password)
    setBusy(false)
    if (outcome.ok) finish(true)
    else setRefusal(outcome.refusal)
  }

  return (
    <Modal
      opened={opened}
      onClose={() => finish(false)}
      title={t('password.title')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      zIndex={400}
    >
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('password.text')}</Text>
          {/* Tells a password manager whose password it is. */}
          {/* oxlint-disable-next-line react/forbid-elements -- nobody types into it */}
          <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
          <PasswordInput
            label={t('password.label')}
            autoComplete="current-password"
            value={password}
            onChange={event => setPassword(event.currentTarget.value)}
            error={isWrong ? t('password.wrong') : undefined}
            data-autofocus
          />
          <RefusalAlert refusal={isWrong ? undefined : refusal} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => finish(false)}>
              {shared('action.cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={password === ''}>
              {t('password.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
