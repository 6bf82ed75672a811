import { Button, List, Paper, PasswordInput, Stack, Text } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptSealed, Refusal } from '#renderer/contract/screens.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'

interface SealedKeptProps {
  readonly kept: KeptSealed
  readonly refusal: Refusal
}

/** Data on this device does not open: what is kept, a try with the password of before, and giving it up on purpose. */
export function SealedKept({ kept, refusal }: SealedKeptProps) {
  const { t } = useTranslation('signIn')
  const setAside = useSignIn(state => state.setAside)
  const [isAsking, setAsking] = useState(false)
  const counts = (['changes', 'drafts', 'notices'] as const).filter(kind => kept[kind] > 0)
  return (
    <Paper withBorder p="lg">
      <Stack gap="md" align="flex-start">
        <div>
          <Text>{t(counts.length === 0 ? 'kept.nothing' : 'kept.title')}</Text>
          {counts.length > 0 && (
            <List size="sm" mt={4}>
              {counts.map(kind => (
                <List.Item key={kind}>{t(`kept.${kind}`, { count: kept[kind] })}</List.Item>
              ))}
            </List>
          )}
        </div>
        {refusal === 'other-password' && <FormerPassword />}
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('kept.setAside')}
        </Button>
      </Stack>
      <ConfirmDialog
        opened={isAsking}
        title={t('kept.confirmTitle')}
        confirmLabel={t('kept.confirm')}
        isDangerous
        onConfirm={setAside}
        onClose={() => setAsking(false)}
      >
        {t(refusal === 'data-damaged' ? 'kept.confirmDamaged' : 'kept.confirmText')}
      </ConfirmDialog>
    </Paper>
  )
}

function FormerPassword() {
  const { t } = useTranslation('signIn')
  const unlock = useSignIn(state => state.unlockWithFormer)
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isWrong, setWrong] = useState(false)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setBusy(true)
    const outcome = await unlock(password)
    // Where it opens, this page is gone.
    setBusy(false)
    setWrong(!outcome.ok && outcome.refusal === 'wrong-password')
  }

  return (
    <form onSubmit={event => void submit(event)} noValidate style={{ alignSelf: 'stretch' }}>
      <Stack gap="xs" align="flex-start">
        <PasswordInput
          label={t('kept.former')}
          description={t('kept.formerHint')}
          autoComplete="off"
          value={password}
          error={isWrong ? t('kept.formerWrong') : undefined}
          onChange={event => setPassword(event.currentTarget.value)}
          style={{ alignSelf: 'stretch' }}
        />
        <Button type="submit" loading={isBusy} disabled={password === ''}>
          {t('kept.unlock')}
        </Button>
      </Stack>
    </form>
  )
}
