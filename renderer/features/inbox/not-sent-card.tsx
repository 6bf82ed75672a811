import { Button, List, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { paths } from '#renderer/ui/paths.ts'
import { typedTextOf } from '#renderer/shared/undo/typed-text.ts'
import { useChangeText } from '#renderer/shared/undo/use-change-text.ts'
import { InboxCard } from './inbox-card.tsx'

/** More are in the history. */
const maxShown = 5

/** What a disabled account had still to send (MG9): what it was, why it stays here, and the text that was typed. */
export function NotSentCard({ count }: { readonly count: number }) {
  const { t } = useTranslation('inbox')
  const journal = useWorkspace(state => state.journal)
  const waiting = useMemo(() => journal.filter(({ outcome }) => outcome === 'waiting'), [journal])
  const changeText = useChangeText()
  const typed = waiting
    .map(typedTextOf)
    .filter(text => text !== '')
    .join('\n\n')
  return (
    <InboxCard
      icon={IconLock}
      title={t('topic.notSent', { count })}
      explanation={t('explain.notSent')}
      tone="decision"
      actions={
        <>
          <Button size="xs" variant="default" component={Link} to={paths.history}>
            {t('history')}
          </Button>
          {typed !== '' && <CopyTextButton text={typed} label={t('action.copyText')} />}
        </>
      }
    >
      {waiting.length > 0 && (
        <List size="sm">
          {waiting.slice(0, maxShown).map(entry => (
            <List.Item key={entry.id}>{changeText(entry)}</List.Item>
          ))}
        </List>
      )}
      {waiting.length > maxShown && <Text size="sm">{t('more', { count: waiting.length - maxShown })}</Text>}
    </InboxCard>
  )
}
