import { Alert, Button, Paper, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMailOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MailStateAnswer, MailTestAnswer } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'
import { AdminFrame } from './frame/admin-frame.tsx'
import classes from './frame/admin.module.css'
import { type Act, useAct } from './frame/use-act.tsx'
import { useAdminData } from './frame/use-admin-data.ts'

const load = (actions: AdminActions) => actions.readMail()

/** Whether mail works, what waits and what could not be sent. Needs a connection. Route: /admin/mail */
export function AdminMailPage() {
  const { t } = useTranslation('admin')
  const { data, reload } = useAdminData(load)
  const { act, dialog } = useAct()
  return (
    <AdminFrame page="mail" data={data} onRetry={reload}>
      {state =>
        state.from === undefined ? (
          <EmptyState icon={IconMailOff} title={t('mail.none.title')} text={t('mail.none.text')} />
        ) : (
          <Stack gap="md">
            <TestSection from={state.from} hasOwnAddress={state.hasOwnAddress} act={act} />
            <SettingsSection title={t('mail.queue.title')}>
              <QueueText state={state} />
            </SettingsSection>
            <FailedSection state={state} act={act} onDone={reload} />
            {dialog}
          </Stack>
        )
      }
    </AdminFrame>
  )
}

function TestSection({ from, hasOwnAddress, act }: { from: string; hasOwnAddress: boolean; act: Act }) {
  const { t } = useTranslation('admin')
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<MailTestAnswer>()
  const [refusal, setRefusal] = useState<Refusal>()

  async function send() {
    setBusy(true)
    setSaid(undefined)
    const outcome = await act(actions => actions.testMail())
    setBusy(false)
    setSaid(outcome.ok ? outcome.value : undefined)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
  }

  return (
    <SettingsSection title={t('mail.test.title')} text={t('mail.test.text', { from })}>
      <Stack gap="sm" align="flex-start">
        {!hasOwnAddress && <Text size="sm">{t('mail.test.noAddress')}</Text>}
        <Button variant="default" loading={isBusy} disabled={!hasOwnAddress} onClick={() => void send()}>
          {t('mail.test.send')}
        </Button>
        {said !== undefined && (
          <Alert role="alert" variant="light" color={said.outcome === 'taken' ? 'teal' : 'red'} p="xs">
            {t(`mail.test.outcome.${said.outcome}`, { why: said.why ?? '' })}
          </Alert>
        )}
        <RefusalAlert refusal={refusal} />
      </Stack>
    </SettingsSection>
  )
}

function QueueText({ state: { waiting, tried, oldestAt } }: { readonly state: MailStateAnswer }) {
  const { t } = useTranslation('admin')
  const format = useFormat()
  if (waiting === 0 || oldestAt === undefined) return <Text size="sm">{t('mail.queue.empty')}</Text>
  return (
    <Text size="sm">
      {t('mail.queue.waiting', { count: waiting, at: format.dayAndTime(oldestAt) })}
      {tried > 0 && ` ${t('mail.queue.tried', { count: tried })}`}
    </Text>
  )
}

interface FailedSectionProps {
  readonly state: MailStateAnswer
  readonly act: Act
  readonly onDone: () => void
}

function FailedSection({ state: { failed, failedInAll }, act, onDone }: FailedSectionProps) {
  const { t } = useTranslation('admin')
  const [busyId, setBusyId] = useState<string>()
  const [refusal, setRefusal] = useState<Refusal>()

  async function sendAgain(id: string) {
    setBusyId(id)
    const outcome = await act(actions => actions.sendMailAgain(id))
    setBusyId(undefined)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) notifications.show({ message: t('mail.failed.again') })
    onDone()
  }

  return (
    <SettingsSection title={t('mail.failed.title')} text={t('mail.failed.text')}>
      {failed.length === 0 && <Text size="sm">{t('mail.failed.none')}</Text>}
      {failed.length < failedInAll && (
        <Text size="sm">{t('mail.failed.more', { count: failed.length, all: failedInAll })}</Text>
      )}
      <ul className={classes.list}>
        {failed.map(mail => (
          <FailedMail key={mail.id} mail={mail} isBusy={busyId === mail.id} onAgain={() => void sendAgain(mail.id)} />
        ))}
      </ul>
      <RefusalAlert refusal={refusal} />
    </SettingsSection>
  )
}

interface FailedMailProps {
  readonly mail: MailStateAnswer['failed'][number]
  readonly isBusy: boolean
  readonly onAgain: () => void
}

function FailedMail({ mail: { to, kind, state, endedAt, why }, isBusy, onAgain }: FailedMailProps) {
  const { t, i18n } = useTranslation('admin')
  const format = useFormat()
  const name = to.displayName === '' ? t('audit.gone') : to.displayName
  // A server may send more kinds than this version knows.
  const about = i18n.exists(`admin:mail.kind.${kind}`) ? t(`mail.kind.${kind as 'booked'}`) : kind
  return (
    <Paper component="li" withBorder p="sm" className={classes.row ?? ''}>
      <div>
        <Text fw={500}>{t('mail.failed.row', { name, about })}</Text>
        <Text size="sm" c="dimmed">
          {t(`mail.state.${state}`, { at: format.dayAndTime(endedAt), why: why ?? '–' })}
        </Text>
      </div>
      <Button
        variant="default"
        loading={isBusy}
        onClick={onAgain}
        aria-label={t('mail.failed.sendLabel', { name, about, at: format.dayAndTime(endedAt) })}
      >
        {t('mail.failed.send')}
      </Button>
    </Paper>
  )
}
