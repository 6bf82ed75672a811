import { Alert, Button, Code, Fieldset, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedLink, Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useOffer, useSignIn, useWorkspace } from '#renderer/store/hooks.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { SettingsSection } from '#renderer/ui/settings-section.tsx'

type Known =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly link: FeedLink | undefined }
  | { readonly kind: 'failed'; readonly refusal: Refusal }

/** The private link by which other calendars show the sessions. It is the server's: made, shown once and ended online. */
export function CalendarLinkSection() {
  const { t } = useTranslation('settings')
  const offer = useOffer('calendar-feed')
  if (offer === 'unknown') return null
  return (
    <SettingsSection title={t('calendarLink.title')} text={t('calendarLink.text')}>
      {offer === 'missing' ? <Text size="sm">{t('calendarLink.missing')}</Text> : <LinkFields />}
    </SettingsSection>
  )
}

function LinkFields() {
  const { t } = useTranslation('settings')
  const make = useSignIn(state => state.makeCalendarLink)
  const end = useSignIn(state => state.endCalendarLink)
  const [known, setKnown] = useKnownLink()
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  async function ask<T>(request: () => Promise<Outcome<T>>, onDone: (value: T) => void): Promise<void> {
    setBusy(true)
    const outcome = await request()
    setBusy(false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) onDone(outcome.value)
  }
  const onMake = (): void => void ask(make, link => setKnown({ kind: 'known', link }))
  const onEnd = (): void =>
    void ask(end, () => {
      setKnown({ kind: 'known', link: undefined })
      notifications.show({ message: t('calendarLink.ended') })
    })

  if (known.kind === 'loading') {
    return (
      <Text size="sm" c="dimmed" component="output">
        {t('calendarLink.loading')}
      </Text>
    )
  }
  if (known.kind === 'failed') return <LinkFailed refusal={known.refusal} />
  return (
    <Stack gap="sm">
      <Alert color="gray">{t('calendarLink.warning')}</Alert>
      {known.link !== undefined && <LinkShown link={known.link} />}
      <Group gap="sm">
        <Button variant={known.link === undefined ? 'filled' : 'default'} loading={isBusy} onClick={onMake}>
          {t(known.link === undefined ? 'calendarLink.make' : 'calendarLink.makeNew')}
        </Button>
        {known.link !== undefined && (
          <Button variant="default" disabled={isBusy} onClick={onEnd}>
            {t('calendarLink.end')}
          </Button>
        )}
      </Group>
      {known.link !== undefined && (
        <Text size="sm" c="dimmed">
          {t('calendarLink.makeNewHint')}
        </Text>
      )}
      <RefusalAlert refusal={refusal} />
    </Stack>
  )
}

function LinkShown({ link: { address, madeAt } }: { readonly link: FeedLink }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  if (address === undefined)
    return <Text size="sm">{t('calendarLink.since', { since: format.dayAndTime(madeAt) })}</Text>
  return (
    <Stack gap="xs">
      <Fieldset legend={t('calendarLink.label')}>
        <Code block style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {address}
        </Code>
      </Fieldset>
      <Text size="sm">{t('calendarLink.once')}</Text>
      <Group>
        <CopyTextButton text={address} label={t('calendarLink.copy')} />
      </Group>
    </Stack>
  )
}

function LinkFailed({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation('settings')
  const isOutOfReach = refusal === 'offline' || refusal === 'unreachable'
  return isOutOfReach ? <Text size="sm">{t('calendarLink.offline')}</Text> : <RefusalAlert refusal={refusal} />
}

/** Asked at first, and when the connection goes or comes back. A link that is shown stays until the page is left. */
function useKnownLink() {
  const find = useSignIn(state => state.findCalendarLink)
  const isOffline = useWorkspace(state => state.sync.kind === 'offline')
  const [known, setKnown] = useState<Known>({ kind: 'loading' })
  useEffect(() => {
    let isStale = false
    void find().then(outcome => {
      if (!isStale) setKnown(before => (isShown(before) ? before : toKnown(outcome)))
    })
    return () => {
      isStale = true
    }
  }, [find, isOffline])
  return [known, setKnown] as const
}

function isShown(known: Known): boolean {
  return known.kind === 'known' && known.link?.address !== undefined
}

function toKnown(outcome: Outcome<FeedLink | undefined>): Known {
  return outcome.ok ? { kind: 'known', link: outcome.value } : { kind: 'failed', refusal: outcome.refusal }
}
