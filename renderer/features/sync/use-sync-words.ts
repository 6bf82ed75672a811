import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import { dateAt } from '#domain/time/wall-clock.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import { useInboxCounts } from '#renderer/shared/inbox/use-inbox.ts'
import { type SyncDescription, type SyncPhrase, describeSync } from './describe-sync.ts'

/** The state of the connection and its sentence, for example `Offline since 09:12 · 3 changes waiting`. */
export function useSyncWords(): SyncDescription & { readonly sentence: string } {
  const { t } = useTranslation('shared')
  const sync = useWorkspace(state => state.sync)
  const collections = useWorkspace(state => state.collections)
  const inbox = useInboxCounts()
  const phraseText = usePhraseText()
  const setAside = useWorkspace(state => state.setAside)
  const description = describeSync(sync, collections, inbox, setAside)
  return { ...description, sentence: description.phrases.map(phraseText).join(t('separator')) }
}

function usePhraseText(): (phrase: SyncPhrase) => string {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  return phrase => {
    switch (phrase.kind) {
      case 'starting':
        return t('state.starting')
      case 'checking':
        return t('state.checking')
      case 'needs-sign-in':
        return t('state.needsSignIn')
      case 'disabled':
        return t('state.disabled')
      case 'needs-update':
        return t('state.needsUpdate')
      case 'server-failing':
        return t('state.serverFailing')
      case 'first-sync':
        return t('state.firstSync', { done: format.number(phrase.done), total: format.number(phrase.total) })
      case 'synced':
        return t('state.synced', { when: format.relative(Math.min(phrase.at, now), now) })
      case 'offline': {
        const isToday = dateAt(phrase.since, format.zone) === dateAt(now, format.zone)
        return t('state.offline', { since: isToday ? format.time(phrase.since) : format.dayAndTime(phrase.since) })
      }
      case 'waiting':
        return t('state.waiting', { count: phrase.count })
      case 'needs-you':
        return t('state.needsYou', { count: phrase.count })
      case 'set-aside':
        return t('state.setAside', { count: phrase.count })
      case 'news':
        return t('state.news', { count: phrase.count })
      default:
        return assertNever(phrase)
    }
  }
}
