import { Badge, Button, Group, NativeSelect, Paper, Text } from '@mantine/core'
import { IconFileImport, IconMailPlus, IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import { useRoleText } from '#renderer/ui/use-role-text.ts'
import { AdminFrame } from './frame/admin-frame.tsx'
import classes from './frame/admin.module.css'
import { useAct } from './frame/use-act.tsx'
import { useAdminData } from './frame/use-admin-data.ts'
import { choosePeople, peopleFilters } from './people/choose-people.ts'
import { SearchPeople } from './people/search-people.tsx'

const AddPersonDialog = lazyDialog(async () => (await import('./people/add-person-dialog.tsx')).AddPersonDialog, {
  opened: false
})
const ImportDialog = lazyDialog(async () => (await import('./people/import/import-dialog.tsx')).ImportDialog, {
  opened: false
})
const InviteByLinkDialog = lazyDialog(
  async () => (await import('./people/invite-by-link-dialog.tsx')).InviteByLinkDialog,
  {
    opened: false
  }
)
const PersonDialog = lazyDialog(async () => (await import('./people/person-dialog.tsx')).PersonDialog, {
  person: undefined
})

const load = (actions: AdminActions) => actions.listPeople()

/** Everybody who has an account. Needs a connection. Route: /admin */
export function PeoplePage() {
  const { t } = useTranslation('admin')
  const { data, reload } = useAdminData(load)
  const { act, dialog } = useAct()
  const [isAdding, setAdding] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const [isInviting, setInviting] = useState(false)
  const [managedId, setManagedId] = useState<string>()
  return (
    <>
      <AdminFrame
        page="people"
        data={data}
        onRetry={reload}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconFileImport size={16} aria-hidden />}
              onClick={() => setImporting(true)}
            >
              {t('people.import')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconMailPlus size={16} aria-hidden />}
              onClick={() => setInviting(true)}
            >
              {t('people.invite')}
            </Button>
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          </>
        }
      >
        {people => (
          <>
            <PeopleList people={people} onManage={person => setManagedId(person.userId)} />
            <AddPersonDialog opened={isAdding} act={act} onClose={() => setAdding(false)} onDone={reload} />
            <InviteByLinkDialog opened={isInviting} act={act} onClose={() => setInviting(false)} />
            <PersonDialog
              person={people.find(({ userId }) => userId === managedId)}
              act={act}
              onClose={() => setManagedId(undefined)}
              onDone={reload}
            />
          </>
        )}
      </AdminFrame>
      {/* Beside the frame, which shows nothing of its own without a connection: what an import has done must not be lost. */}
      <ImportDialog opened={isImporting} act={act} onClose={() => setImporting(false)} onDone={reload} />
      {dialog}
    </>
  )
}

interface PeopleListProps {
  readonly people: readonly PersonRow[]
  readonly onManage: (person: PersonRow) => void
}

function PeopleList({ people, onManage }: PeopleListProps) {
  const { t } = useTranslation('admin')
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<(typeof peopleFilters)[number]>('all')
  const shown = useMemo(() => choosePeople(people, search, filter), [people, search, filter])
  return (
    <>
      <Group gap="sm" align="flex-end" mb="md">
        <SearchPeople value={search} onChange={setSearch} />
        <NativeSelect
          label={t('people.show')}
          data={peopleFilters.map(value => ({ value, label: t(`people.filter.${value}`) }))}
          value={filter}
          onChange={event => setFilter(peopleFilters.find(one => one === event.currentTarget.value) ?? 'all')}
        />
      </Group>
      <Text size="sm" c="dimmed" component="output" display="block" mb="xs">
        {t('people.count', { count: shown.length })}
      </Text>
      {shown.length === 0 ? (
        <EmptyState icon={IconUsers} title={t('people.none.title')} text={t('people.none.text')} />
      ) : (
        <ul className={classes.list}>
          {shown.map(person => (
            <PersonItem key={person.userId} person={person} onManage={() => onManage(person)} />
          ))}
        </ul>
      )}
    </>
  )
}

function PersonItem({ person, onManage }: { readonly person: PersonRow; readonly onManage: () => void }) {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const roleOf = useRoleText()
  const { displayName, name, disabled, lastUsedAt, address } = person
  const used = lastUsedAt === undefined ? t('people.notSignedIn') : t('people.used', { at: format.date(lastUsedAt) })
  return (
    <Paper component="li" withBorder p="md" className={classes.row ?? ''}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{displayName}</Text>
          <Badge variant="light" color="gray" tt="none">
            {roleOf(person)}
          </Badge>
          {disabled && (
            <Badge color="red.9" tt="none">
              {t('people.disabled')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {[name, used, t(`people.address.${address}`)].join(' · ')}
        </Text>
      </div>
      <Button variant="default" onClick={onManage} aria-label={t('people.manageLabel', { name: displayName })}>
        {t('people.manage')}
      </Button>
    </Paper>
  )
}
