import { Button, Collapse, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconInbox } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { assertNever } from '#domain/assert-never.ts'
import type { InboxItem } from '#renderer/shared/inbox/inbox-items.ts'
import { useInbox } from '#renderer/shared/inbox/use-inbox.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { PageSkeleton } from '#renderer/ui/page-skeleton.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useFocusRescue } from '#renderer/ui/use-focus-rescue.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { DeclinedSlotCard } from './declined-slot-card.tsx'
import { InboxBookingProvider } from './inbox-booking.tsx'
import classes from './inbox-page.module.css'
import { NotSentCard } from './not-sent-card.tsx'
import { NoticeCard } from './notice-card.tsx'
import { StrandedDraftCard } from './stranded-draft-card.tsx'
import { usePutAside } from './use-put-aside.ts'

/** What was not applied and why, in plain words, with the next steps; then what happened without the person. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const isReady = useWorkspace(state => state.ready)
  const { decisions, news, putAside } = useInbox()
  const rescue = useFocusRescue('article')
  // Nobody is told that there is nothing before the server has been heard.
  const isArriving = useIsArriving('calls')
  const openCount = decisions.length + news.length
  if (!isReady || (isArriving && openCount + putAside.length === 0)) return <PageSkeleton />
  return (
    <div className={classes.page} {...rescue}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <InboxBookingProvider>
        {openCount === 0 && <EmptyInbox />}
        {decisions.length > 0 && (
          <Section title={t('section.decisions')} hint={t('section.decisionsHint')} items={decisions} />
        )}
        {news.length > 0 && (
          <Section
            title={t('section.news')}
            hint={t('section.newsHint')}
            items={news}
            action={<PutNewsAsideButton items={news} />}
          />
        )}
        {putAside.length > 0 && <PutAside items={putAside} />}
      </InboxBookingProvider>
    </div>
  )
}

function Section(props: {
  readonly title: string
  readonly hint: string
  readonly items: readonly InboxItem[]
  readonly action?: ReactNode
}) {
  const titleId = useId()
  return (
    <section className={classes.section} aria-labelledby={titleId}>
      <Group justify="space-between" gap="xs" mb="xs" mih={30}>
        <Group gap={8} align="baseline">
          <Title order={2} id={titleId}>
            {props.title}
          </Title>
          <Text size="sm" c="dimmed">
            {props.hint}
          </Text>
        </Group>
        {props.action}
      </Group>
      <ItemList items={props.items} />
    </section>
  )
}

function ItemList({ items }: { readonly items: readonly InboxItem[] }) {
  return (
    <Stack gap="sm">
      {items.map(item => (
        <ItemCard key={item.id} item={item} />
      ))}
    </Stack>
  )
}

function ItemCard({ item }: { readonly item: InboxItem }) {
  switch (item.kind) {
    case 'notice':
      return <NoticeCard notice={item.notice} />
    case 'declined-slot':
      return <DeclinedSlotCard slot={item.slot} />
    case 'not-sent':
      return <NotSentCard count={item.count} />
    case 'stranded-draft':
      return <StrandedDraftCard stranded={item.stranded} />
    default:
      return assertNever(item)
  }
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
        <Button variant="default" component={Link} to={isCoach ? paths.calendar() : paths.findSlot()}>
          {t(isCoach ? 'empty.toCalendar' : 'empty.toSlots')}
        </Button>
      }
    />
  )
}

/** Puts all that was only to be read aside at once; nothing for a single item, which has its own button. */
function PutNewsAsideButton({ items }: { readonly items: readonly InboxItem[] }) {
  const { t } = useTranslation('inbox')
  const { putAside, refusal } = usePutAside()
  if (items.length < 2) return <RefusalAlert refusal={refusal} />
  return (
    <>
      <Button size="xs" variant="subtle" color="gray" onClick={() => void putAside(items.map(({ id }) => id))}>
        {t('action.putNewsAside')}
      </Button>
      <RefusalAlert refusal={refusal} />
    </>
  )
}
