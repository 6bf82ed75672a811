import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import type { SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type BusyLink, busyLinkId } from '#domain/model/busy-link.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { DraftTextInput } from '#renderer/ui/draft/draft-fields.tsx'
import { DraftReopened } from '#renderer/ui/draft/draft-status.tsx'
import { FormButtons } from '#renderer/ui/draft/form-buttons.tsx'
import { useDraft } from '#renderer/ui/draft/use-draft.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { RecordSyncMark } from '#renderer/ui/record-sync-mark.tsx'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useSave } from '#renderer/ui/use-save.ts'

/** The web address of a calendar, which the server reads every hour (BU1); it is saved offline, too. */
export function BusyLinkForm({ coachId }: { readonly coachId: string }) {
  const { t } = useTranslation('hours')
  const link = useWorkspace(state => state.busyLink)
  const saveBusyLink = useWorkspace(state => state.saveBusyLink)
  const readAgain = useWorkspace(state => state.readBusyLinkAgain)
  const form = useDraft('busy-link', coachId, { address: link?.url ?? '' })
  const { isBusy, refused, save } = useSave(t('busy.link.saved'))

  function onSubmit(event: SyntheticEvent) {
    event.preventDefault()
    void save(() => form.submit(() => saveBusyLink(form.values.address)))
  }

  return (
    <form onSubmit={onSubmit} noValidate {...form.hold}>
      <Stack gap="sm">
        <DraftReopened draft={form.draft} />
        <DraftTextInput
          label={t('busy.link.label')}
          description={t('busy.link.hint')}
          type="url"
          autoComplete="off"
          text={form.text('address')}
        />
        <RefusalAlert refusal={refused?.refusal} />
        <Stack gap={6} align="flex-start">
          <FormButtons isDirty={form.isDirty} isBusy={isBusy} draft={form.draft} />
          {!form.isDirty && <RecordSyncMark id={busyLinkId} quiet />}
        </Stack>
        {link !== undefined && (
          <>
            <LinkState link={link} />
            <Group gap="xs">
              <Button size="xs" variant="default" onClick={() => void save(readAgain)} disabled={isBusy}>
                {t('busy.link.again')}
              </Button>
              <Button size="xs" variant="default" onClick={() => void save(() => saveBusyLink(''))} disabled={isBusy}>
                {t('busy.link.remove')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </form>
  )
}

/** What the server last made of the address, in words. */
function LinkState({ link: { id, reading } }: { readonly link: BusyLink }) {
  const { t } = useTranslation('hours')
  const format = useFormat()
  const isUnsent = useWorkspace(state => state.syncByRecord.get(id) === 'saved-here')
  if (isUnsent || reading === undefined) {
    return (
      <Text size="sm" component="output">
        {t(isUnsent ? 'busy.link.unsent' : 'busy.link.unread')}
      </Text>
    )
  }
  const { readAt, failure, isCut } = reading
  const last = readAt === undefined ? t('busy.link.never') : t('busy.link.readAt', { when: format.dayAndTime(readAt) })
  if (failure === undefined) {
    return (
      <Text size="sm" component="output">
        {[last, ...(isCut === true ? [t('busy.link.isCut')] : [])].join(' ')}
      </Text>
    )
  }
  return (
    <Alert color="yellow" title={t('busy.link.failed')}>
      {[t(`busy.failure.${failure}`), last, ...(readAt === undefined ? [] : [t('busy.link.stays')])].join(' ')}
    </Alert>
  )
}
