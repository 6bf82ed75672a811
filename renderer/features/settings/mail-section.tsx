import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxReminders } from '#domain/model/mail-preferences.ts'
import type { ChosenMail, OwnMail } from '#domain/wire/account.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useOffer, useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { listReminderTimes, type ReminderTime } from './reminder-times.ts'

type Known =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly own: OwnMail }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/** Which mails a person gets, where the server sends any. It is the server's: read and changed online. */
export function MailSection() {
  const { t } = useTranslation('settings')
  const offer = useOffer('mail')
  const [known, take] = useOwnMail(offer === 'offered')
  if (offer !== 'offered') return null
  return (
    <SettingsSection title={t('mail.title')} text={t('mail.text')}>
      {known.kind === 'loading' && (
        <Text size="sm" c="dimmed" component="output">
          {t('mail.loading')}
        </Text>
      )}
      {known.kind === 'failed' && <MailFailed refusal={known.refusal} />}
      {known.kind === 'known' && <MailFields own={known.own} onChange={take} />}
    </SettingsSection>
  )
}

function MailFields({ own, onChange }: { readonly own: OwnMail; readonly onChange: (own: Outcome<OwnMail>) => void }) {
  const { t } = useTranslation('settings')
  const save = useSignIn(state => state.saveMail)
  const [refusal, setRefusal] = useState<Refusal>()
  /** What was chosen and is being saved: shown at once. */
  const [choosing, setChoosing] = useState<ChosenMail>()
  const isBusy = choosing !== undefined
  const { email, emailConfirmed } = own
  const mail = choosing ?? own.mail
  if (email === undefined) return <Text size="sm">{t('mail.noAddress')}</Text>

  async function choose(chosen: ChosenMail): Promise<void> {
    setChoosing(chosen)
    const saved = await save(chosen)
    setRefusal(saved.ok ? undefined : saved.refusal)
    if (saved.ok) onChange(saved)
    setChoosing(undefined)
    if (!saved.ok) return
    notifications.show({ message: t('mail.saved') })
  }
  function toggle(minutes: number): void {
    const others = mail.reminders.filter(time => time !== minutes)
    const reminders = others.length < mail.reminders.length ? others : [...others, minutes]
    void choose({ ...mail, reminders: reminders.toSorted((a, b) => b - a) })
  }

  return (
    <Stack gap="md">
      {emailConfirmed === true ? (
        <Text size="sm">{t('mail.confirmed', { email })}</Text>
      ) : (
        <Unconfirmed email={email} />
      )}
      <Checkbox
        label={t('mail.changes')}
        description={t('mail.changesHint')}
        checked={mail.changes}
        disabled={isBusy}
        onChange={event => void choose({ ...mail, changes: event.currentTarget.checked })}
      />
      <Checkbox.Group label={t('mail.reminders')} value={mail.reminders.map(String)}>
        <Stack gap="xs" mt="xs">
          {listReminderTimes(mail.reminders).map(time => (
            <Checkbox
              key={time.minutes}
              value={String(time.minutes)}
              label={<BeforeStart {...time} />}
              disabled={isBusy || (mail.reminders.length >= maxReminders && !mail.reminders.includes(time.minutes))}
              onChange={() => toggle(time.minutes)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {mail.reminders.length >= maxReminders && (
        <Text size="sm" c="dimmed">
          {t('mail.tooMany')}
        </Text>
      )}
      <RefusalAlert refusal={refusal} />
    </Stack>
  )
}

function BeforeStart({ unit, count }: ReminderTime) {
  const { t } = useTranslation('settings')
  switch (unit) {
    case 'days':
      return t('mail.before_days', { count })
    case 'hours':
      return t('mail.before_hours', { count })
    case 'minutes':
      return t('mail.before_minutes', { count })
  }
}

function Unconfirmed({ email }: { readonly email: string }) {
  const { t } = useTranslation('settings')
  const ask = useSignIn(state => state.askForAddress)
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  async function onAsk(): Promise<void> {
    setBusy(true)
    const asked = await ask()
    setBusy(false)
    setRefusal(asked.ok ? undefined : asked.refusal)
    if (asked.ok) notifications.show({ message: t('mail.asked', { email }) })
  }
  return (
    <Stack gap="xs">
      <Text size="sm">{t('mail.unconfirmed', { email })}</Text>
      <Group>
        <Button variant="default" loading={isBusy} onClick={() => void onAsk()}>
          {t('mail.askAgain')}
        </Button>
      </Group>
      <RefusalAlert refusal={refusal} />
    </Stack>
  )
}

function MailFailed({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation('settings')
  const isOutOfReach = refusal === 'offline' || refusal === 'unreachable'
  return isOutOfReach ? <Text size="sm">{t('mail.offline')}</Text> : <RefusalAlert refusal={refusal} />
}

/** Asked at first, when the connection goes or comes back, and whenever the page is looked at again: a link may have been opened elsewhere. */
function useOwnMail(isOffered: boolean) {
  const load = useSignIn(state => state.loadMail)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const [known, setKnown] = useState<Known>({ kind: 'loading' })
  const take = (outcome: Outcome<OwnMail>): void => setKnown(toKnown(outcome))
  useEffect(() => {
    if (!isOffered) return undefined
    let isStale = false
    const ask = (): void =>
      void load().then(outcome => {
        if (!isStale) setKnown(toKnown(outcome))
      })
    ask()
    window.addEventListener('focus', ask)
    return () => {
      isStale = true
      window.removeEventListener('focus', ask)
    }
  }, [load, isOffline, isOffered])
  return [known, take] as const
}

function toKnown(outcome: Outcome<OwnMail>): Known {
  return outcome.ok ? { kind: 'known', own: outcome.value } : { kind: 'failed', refusal: outcome.refusal }
}
