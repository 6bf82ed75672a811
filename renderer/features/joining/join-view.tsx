import { Alert, Button, Stack, Text, Title } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationFacts } from '#domain/wire/links.ts'
import type { DeviceAccount, Refusal } from '#renderer/contract/screens.ts'
import { useInvitationActions } from '#renderer/shared/relation/use-invitation-actions.ts'
import { useSignIn } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { AccountFields } from './account-fields.tsx'
import { useAccountForm } from './use-account-form.ts'

interface JoinViewProps {
  readonly token: string
  readonly invitation: InvitationFacts
  /** @param path where to go on */
  readonly onDone: (path: string) => void
}

/** What an invitation that works offers: a new account, or the one that is open here, where that is a student's. */
export function JoinView({ token, invitation, onDone }: JoinViewProps) {
  const account = useSignIn(state => (state.session.kind === 'open' ? state.session.account : undefined))
  const [wantsNew, setWantsNew] = useState(false)
  const isLooking = useSignIn(state => state.session.kind === 'loading')
  const { coach } = invitation
  const toNext = () => onDone(coach === undefined ? '/' : paths.findSlot({ coachId: coach.userId }))
  // An account of this device opens beside the page.
  if (isLooking) return null
  if (account === undefined || wantsNew) return <JoinForm token={token} onDone={toNext} />
  return (
    <OpenAccount
      token={token}
      account={account}
      invitation={invitation}
      onDone={toNext}
      onLeave={() => onDone('/')}
      onNew={() => setWantsNew(true)}
    />
  )
}

function OpenAccount(props: {
  readonly token: string
  readonly account: DeviceAccount
  readonly invitation: InvitationFacts
  readonly onDone: () => void
  readonly onLeave: () => void
  readonly onNew: () => void
}) {
  const { token, account, invitation, onDone, onLeave, onNew } = props
  const { t } = useTranslation('joining')
  const ask = useInvitationActions()
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const name = account.displayName
  const coach = invitation.coach?.displayName
  const isMine = account.role === 'student' && coach !== undefined
  async function onAccept() {
    setBusy(true)
    const outcome = await ask(actions => actions.accept(token))
    setBusy(false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) onDone()
  }
  return (
    <Stack gap="md">
      <Text>{isMine ? t('join.open', { name, coach }) : t('join.notForOpen', { name })}</Text>
      <RefusalAlert refusal={refusal} />
      {isMine ? (
        <Button loading={isBusy} onClick={() => void onAccept()}>
          {t('join.accept', { name })}
        </Button>
      ) : (
        <Button onClick={onLeave}>{t('join.leave')}</Button>
      )}
      <Button variant="default" disabled={isBusy} onClick={onNew}>
        {t('join.new')}
      </Button>
    </Stack>
  )
}

function JoinForm({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation('joining')
  const join = useSignIn(state => state.join)
  const { form, typed, faults, refusal, isBusy, send, change } = useAccountForm()
  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (await send(account => join({ token, account }))) onDone()
  }
  return (
    <form ref={form} onSubmit={event => void submit(event)} noValidate>
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('account.title')}
        </Title>
        <AccountFields typed={typed} faults={faults} onChange={change} />
        <RefusalAlert refusal={refusal} />
        <Button type="submit" loading={isBusy} fullWidth>
          {t('join.submit')}
        </Button>
        <Alert color="gray">{t('join.hasAccount')}</Alert>
      </Stack>
    </form>
  )
}
