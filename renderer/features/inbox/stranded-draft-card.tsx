import { Button, Text } from '@mantine/core'
import { IconPencilOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { InboxCard } from './inbox-card.tsx'
import type { StrandedDraft } from '#renderer/shared/inbox/stranded-drafts.ts'

/** A text that was typed for a session that takes it no more: to be copied, or thrown away on purpose. */
export function StrandedDraftCard({ stranded: { draft, text, call } }: { readonly stranded: StrandedDraft }) {
  const { t } = useTranslation('inbox')
  const { t: shared } = useTranslation('shared')
  const discardDraft = useWorkspace(state => state.discardDraft)
  return (
    <InboxCard
      icon={IconPencilOff}
      title={t('topic.strandedDraft')}
      at={draft.savedAt}
      who={call?.otherName === '' ? undefined : call?.otherName}
      {...(call === undefined ? {} : { interval: call })}
      explanation={t(call === undefined ? 'explain.strandedGone' : 'explain.strandedDraft')}
      tone="decision"
      actions={
        <>
          <CopyTextButton text={text} label={t('action.copyText')} />
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            ml="auto"
            onClick={() => void discardDraft(draft.form, draft.subjectId)}
          >
            {shared('draft.discard')}
          </Button>
        </>
      }
    >
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    </InboxCard>
  )
}
