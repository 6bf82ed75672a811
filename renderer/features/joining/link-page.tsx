import { Button, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { InvitationFacts } from '#domain/wire/links.ts'
import type { OpenedLink } from '#renderer/bridge/read-link.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import classes from './link-page.module.css'
import { JoinView } from './join-view.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { useLinkFacts } from './use-link-facts.ts'

const titles = {
  looking: 'lookingTitle',
  works: 'setUp.title',
  over: 'over.title',
  failed: 'failed.title'
} as const

interface LinkPageProps {
  readonly link: OpenedLink
  /** @param path where to go on, below the page's base */
  readonly onDone: (path: string) => void
}

/** What a link opens. It is asked first whether the link works: nobody fills in a form for nothing. */
export function LinkPage({ link, onDone }: LinkPageProps) {
  const { t } = useTranslation('joining')
  const { t: shared } = useTranslation('shared')
  const [known, look] = useLinkFacts(link.token, link.page === 'join' ? 'invitation' : 'set-up')
  const invitation = known.kind === 'works' ? known.facts.invitation : undefined
  const organisation = known.kind === 'works' ? known.facts.organisation : undefined
  const title = invitation === undefined ? t(titles[known.kind]) : t('join.title', { by: invitation.by })
  useEffect(() => {
    document.title = shared('documentTitle', { page: title })
  }, [shared, title])
  const toSignIn = <Button onClick={() => onDone('/')}>{t('over.signIn')}</Button>

  switch (known.kind) {
    case 'looking':
      return (
        <Frame title={title}>
          <Text c="dimmed" component="output">
            <Loader size="xs" aria-hidden /> {t('looking')}
          </Text>
        </Frame>
      )
    case 'over':
      return (
        <Frame title={title}>
          <Text>{t('over.text')}</Text>
          {toSignIn}
        </Frame>
      )
    case 'failed':
      return (
        <Frame title={title}>
          <RefusalAlert refusal={known.refusal} />
          <Button onClick={look}>{t('failed.retry')}</Button>
        </Frame>
      )
    case 'works':
      return invitation !== undefined ? (
        <Frame title={title} text={tellInvitation(t, invitation, organisation)}>
          <JoinView token={link.token} invitation={invitation} onDone={onDone} />
        </Frame>
      ) : (
        <Frame title={title} text={t('setUp.text')}>
          <SetUpForm token={link.token} onDone={() => onDone('/')} />
        </Frame>
      )
  }
}

/** What one becomes, and where. */
function tellInvitation(
  t: TFunction<'joining'>,
  { role, isAdmin, coach }: InvitationFacts,
  organisation: string | undefined
): string {
  const alone = role === 'none' ? 'admin' : role
  const what = t(`join.as.${coach === undefined ? alone : 'coached'}`, { coach: coach?.displayName ?? '' })
  const also = role !== 'none' && isAdmin ? [t('join.as.alsoAdmin')] : []
  const where = organisation === undefined ? [] : [t('join.where', { organisation })]
  return [...where, what, ...also].join(' ')
}

function Frame(props: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  const { title, text, children } = props
  return (
    <main className={classes.page}>
      <Stack gap="lg" className={classes.column}>
        <Stack gap={4}>
          <Title order={1}>{title}</Title>
          {text !== undefined && <Text c="dimmed">{text}</Text>}
        </Stack>
        <Paper withBorder p="lg" className={classes.card ?? ''}>
          <Stack gap="md">{children}</Stack>
        </Paper>
      </Stack>
    </main>
  )
}
