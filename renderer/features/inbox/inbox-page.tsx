import { Button, Collapse, Stack, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '../../store/hooks.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { paths } from '../../ui/paths.ts'
import { useIsArriving } from '../../ui/use-is-arriving.ts'
import { useOpenAccount } from '../../ui/use-open-account.ts'
import { DeclinedSlotCard } from './declined-slot-card.tsx'
import { InboxBookingProvider } from './inbox-booking.tsx'
import type { InboxItem } from './inbox-items.ts'
import classes from './inbox-page.module.css'
import { NoticeCard } from './notice-card.tsx'
import { useInbox } from './use-inbox.ts'

/** What happened without the person, and what was not applied and why, in plain words, with the next steps. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const isReady = useWorkspace(state => state.ready)
  const { open, putAside } = useInbox()
  // Nobody is told that there is nothing before the server has been heard.
  const isArriving = useIsArriving('calls')
  if (!isReady || (isArriving && open.length + putAside.length === 0)) return <PageSkeleton />
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <InboxBookingProvider>
        {open.length === 0 ? <EmptyInbox /> : <ItemList items={open} />}
        {putAside.length > 0 && <PutAside items={putAside} />}
      </InboxBookingProvider>
    </div>
  )
}

function ItemList({ items }: { readonly items: readonly InboxItem[] }) {
  return (
    <Stack gap="sm">
      {items.map(item =>
        item.kind === 'notice' ? (
          <NoticeCard key={item.id} notice={item.notice} />
        ) : (
          <DeclinedSlotCard key={item.id} slot={item.slot} />
        )
      )}
    </Stack>
  )
}

function PutAside({ items }: { readonly items: readonly InboxItem[] }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={classes.aside}>
      <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronDown size={16} className={classes.chevron} aria-hidden />
        {t('putAside', { count: items.length })}
      </UnstyledButton>
      <Collapse expanded={isOpen}>{isOpen && <ItemList items={items} />}</Collapse>
    </section>
  )
}

function EmptyInbox() {
  const { t } = useTranslation('inbox')
  const isCoach = useOpenAccount()?.role === 'coach'
  return (
    <EmptyState
      icon={IconInbox}
      title={t('empty.title')}
      text={t(isCoach ? 'empty.coach' : 'empty.student')}
      action={
        <Button variant="default" component={Link} to={paths.home}>
          {t(isCoach ? 'empty.toCalendar' : 'empty.toSlots')}
        </Button>
      }
    />
  )
}
