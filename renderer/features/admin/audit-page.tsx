import { Button, Group, NativeSelect, Paper, Text } from '@mantine/core'
import { IconDownload, IconListSearch } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditActs, operatorName } from '#domain/model/audit.ts'
import type { AuditPageAnswer, PersonRow } from '#domain/wire/administration.ts'
import type { AdminActions, AuditChoice } from '#renderer/contract/administration.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { createChunk } from '#renderer/ui/lazy/use-chunk.ts'
import { useChunkCall } from '#renderer/ui/lazy/use-chunk-call.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { saveFile } from '#renderer/ui/save-file.ts'
import { AdminFrame } from './frame/admin-frame.tsx'
import classes from './frame/admin.module.css'
import { useAdminData, useAskAdmin } from './frame/use-admin-data.ts'

const writer = createChunk(async () => (await import('#renderer/shared/csv/table-csv.ts')).tableToCsv)

type Entry = AuditPageAnswer['entries'][number]

interface AuditView {
  readonly page: AuditPageAnswer
  readonly people: readonly PersonRow[]
}

/** Who did what about accounts and the organisation, the newest first. Needs a connection. Route: /admin/audit */
export function AuditPage() {
  const [choice, setChoice] = useState<AuditChoice>({})
  const load = useCallback(
    async (actions: AdminActions): Promise<Outcome<AuditView>> => {
      const [page, people] = await Promise.all([actions.readAudit(choice), actions.listPeople()])
      if (!page.ok) return page
      return people.ok ? { ok: true, value: { page: page.value, people: people.value } } : people
    },
    [choice]
  )
  const { data, reload } = useAdminData(load)
  return (
    <AdminFrame page="audit" data={data} onRetry={reload}>
      {view => (
        <>
          <Choice choice={choice} people={view.people} onChange={setChoice} />
          {/* What was read on belongs to one choice. */}
          <Entries key={view.page.entries[0]?.id ?? ''} first={view.page} choice={choice} />
        </>
      )}
    </AdminFrame>
  )
}

interface ChoiceProps {
  readonly choice: AuditChoice
  readonly people: readonly PersonRow[]
  readonly onChange: (choice: AuditChoice) => void
}

function Choice({ choice, people, onChange }: ChoiceProps) {
  const { t } = useTranslation('admin')
  const everybody = { value: '', label: t('audit.everybody') }
  const operator = { value: operatorName, label: t('audit.operator') }
  return (
    <Group gap="sm" align="flex-end" mb="md">
      <NativeSelect
        label={t('audit.person')}
        data={[
          everybody,
          operator,
          ...people.map(({ userId, displayName }) => ({ value: userId, label: displayName }))
        ]}
        value={choice.person ?? ''}
        onChange={event => onChange({ ...choice, person: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        label={t('audit.act')}
        data={[
          { value: '', label: t('audit.everything') },
          ...auditActs.map(value => ({ value, label: t(`audit.acts.${value}`) }))
        ]}
        value={choice.act ?? ''}
        onChange={event => onChange({ ...choice, act: event.currentTarget.value || undefined })}
      />
    </Group>
  )
}

function Entries({ first, choice }: { readonly first: AuditPageAnswer; readonly choice: AuditChoice }) {
  const { t } = useTranslation('admin')
  const ask = useAskAdmin()
  const format = useFormat()
  const wordsOf = useEntryWords()
  const withWriter = useChunkCall(writer)
  const [read, setRead] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()

  async function readOn(before: AuditPageAnswer): Promise<AuditPageAnswer | undefined> {
    const outcome = await ask(actions => actions.readAudit({ ...choice, after: before.next }))
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    return outcome.ok ? joinPages(before, outcome.value) : undefined
  }

  async function more() {
    setBusy(true)
    setRead((await readOn(read)) ?? read)
    setBusy(false)
  }

  /** The whole choice, also what is not shown yet. */
  async function saveAll() {
    setBusy(true)
    let all: AuditPageAnswer | undefined = read
    while (all?.next !== undefined) all = await readOn(all)
    setBusy(false)
    if (all === undefined) return
    setRead(all)
    const { entries, people } = all
    const head = [
      t('audit.csv.at'),
      t('audit.csv.by'),
      t('audit.csv.act'),
      t('audit.csv.subject'),
      t('audit.csv.details')
    ]
    const lines = entries.map(entry => {
      const { by, act, subject, details } = wordsOf(entry, people)
      return [new Date(entry.at).toISOString(), by, act, subject, details]
    })
    withWriter(tableToCsv => saveFile('coachdesk-audit.csv', tableToCsv([head, ...lines]), 'text/csv;charset=utf-8'))
  }

  if (read.entries.length === 0)
    return <EmptyState icon={IconListSearch} title={t('audit.none.title')} text={t('audit.none.text')} />
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed" component="output">
          {t('audit.count', { count: read.entries.length })}
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void saveAll()}
        >
          {t('audit.save')}
        </Button>
      </Group>
      <ul className={classes.list}>
        {read.entries.map(entry => {
          const { by, act, subject, details } = wordsOf(entry, read.people)
          return (
            <Paper key={entry.id} component="li" withBorder p="sm">
              <Text fw={500}>{subject === '' ? act : t('audit.of', { act, subject })}</Text>
              <Text size="sm" c="dimmed">
                {[format.dayAndTime(entry.at), t('audit.by', { by }), ...(details === '' ? [] : [details])].join(' · ')}
              </Text>
            </Paper>
          )
        })}
      </ul>
      <RefusalAlert refusal={refusal} />
      {read.next !== undefined && (
        <Button variant="default" mt="md" loading={isBusy} onClick={() => void more()}>
          {t('audit.more')}
        </Button>
      )}
    </>
  )
}

function joinPages(before: AuditPageAnswer, after: AuditPageAnswer): AuditPageAnswer {
  return { ...after, entries: [...before.entries, ...after.entries], people: [...before.people, ...after.people] }
}

/** An entry in words; an act that this version does not know stands as it is called. */
function useEntryWords() {
  const { t, i18n } = useTranslation('admin')
  return ({ by, act, subject, details }: Entry, people: AuditPageAnswer['people']) => {
    const nameOf = (id: string): string =>
      id === operatorName
        ? t('audit.operator')
        : (people.find(({ userId }) => userId === id)?.displayName ?? t('audit.gone'))
    const known = auditActs.find(one => one === act)
    return {
      by: nameOf(by),
      act: known === undefined || !i18n.exists(`admin:audit.acts.${known}`) ? act : t(`audit.acts.${known}`),
      subject: subject === undefined ? '' : nameOf(subject),
      details: Object.entries(details)
        .map(([key, value]) => `${key}: ${String(value)}`)
        .join(', ')
    }
  }
}
