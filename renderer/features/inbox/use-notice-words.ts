import { useTranslation } from 'react-i18next'
import { assertNever } from '#domain/assert-never.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { isDossierId, toDossierStudentId } from '#domain/model/dossier.ts'
import { isHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { newer } from '#domain/model/newer.ts'
import type { Notice } from '#domain/model/notice.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import { fieldsOf, readNotice, type ToldNotice } from '#domain/notices/notice-payload.ts'
import { isWatchId } from '#domain/model/watch.ts'
import { listOpened } from '#domain/waiting-list/opened-notice.ts'
import { readSetBack } from '#domain/set-back/server-set-back.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { keepsBoth } from '#renderer/store/needs-decision.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useRuleText } from '#renderer/ui/use-rule-text.ts'
import { isAboutHours } from './read-version.ts'
import { useForgottenState } from './use-forgotten-state.ts'
import { useNoticeCall } from './use-notice-call.ts'
import { useSessionSince, useSinceText } from './use-session-since.ts'

/** A notice in plain words. */
export interface NoticeWords {
  readonly title: string
  /** Which rule it was, and what stands now. */
  readonly explanation: string
  /** The other party's name, where there is one. */
  readonly who: string | undefined
}

export function useNoticeWords(notice: Notice): NoticeWords {
  const who = useOtherName(notice)
  return { title: useTitle(notice, who), explanation: useExplanation(notice), who }
}

function useOtherName(notice: Notice): string | undefined {
  const { otherName, coachId, subject } = notice
  const account = useOpenAccount()
  const callName = useNoticeCall(notice)?.otherName
  const coachName = useWorkspace(state => state.coaches.find(coach => coach.id === coachId)?.displayName)
  const studentId = isDossierId(subject.id) ? toDossierStudentId(subject.id) : undefined
  const studentName = useWorkspace(state => state.calls.findLast(call => call.otherId === studentId)?.otherName)
  const found = otherName ?? callName ?? studentName ?? (coachId === account?.userId ? undefined : coachName)
  return found === '' ? undefined : found
}

function useTitle(notice: Notice, who: string | undefined): string {
  const { t } = useTranslation('inbox')
  const { subject } = notice
  const told = readNotice(notice)
  const dates = listToldDates(notice).length
  if (subject.collection === 'newer') return t('topic.newer')
  switch (told.topic) {
    case 'claim-lost':
      return dates > 0 ? t('topic.seriesLost') : t('topic.claimLost')
    case 'sessions-overlap':
      return t('topic.overlap')
    case 'request-refused': {
      const { kind = newer, dates = [] } = fieldsOf(told.mine)
      if (dates.length > 0) return t(kind === 'reschedule' ? 'topic.seriesNotMoved' : 'topic.seriesNotCancelled')
      return t(`topic.requestRefused.${kind === newer ? 'other' : kind}`)
    }
    case 'pencil-lost':
      if (dates > 0) return t('topic.seriesPencilLost', { who: who ?? t('aStudent') })
      return who === undefined ? t('topic.pencilLostUnknown') : t('topic.pencilLost', { who })
    case 'session-added':
      if (dates > 0) return t('topic.seriesAdded', { who: who ?? t('aCoach'), count: dates })
      return who === undefined ? t('topic.sessionAddedUnknown') : t('topic.sessionAdded', { who })
    case 'session-booked':
      return who === undefined ? t('topic.sessionBookedUnknown') : t('topic.sessionBooked', { who })
    case 'session-moved':
      if (dates > 0) return t('topic.seriesMoved', { who: who ?? t('theOther'), count: dates })
      return who === undefined ? t('topic.sessionMovedUnknown') : t('topic.sessionMoved', { who })
    case 'session-cancelled':
      if (dates > 0) return t('topic.seriesCancelled', { who: who ?? t('theOther'), count: dates })
      return who === undefined ? t('topic.sessionCancelledUnknown') : t('topic.sessionCancelled', { who })
    case 'session-shared':
      return t(`topic.sessionShared.${whatIsShared(told)}`, { who: who ?? t('aCoach') })
    case 'slot-booked-meanwhile':
      return t(isRemoval(told) ? 'topic.slotBooked.removed' : 'topic.slotBooked.changed')
    case 'edit-met-deletion':
      return t(`topic.editMetDeletion.${subject.collection}`)
    case 'words-merged':
      if (isHowWeMeetId(subject.id)) return t('topic.wordsMerged.meeting')
      if (subject.id === busyLinkId) return t('topic.wordsMerged.busyLink')
      if (isAboutHours(told)) return t('topic.wordsMerged.hours')
      if (isDossierId(subject.id))
        return t(`topic.dossier.${keepsBoth(notice) ? 'joined' : 'merged'}`, { who: who ?? t('aStudent') })
      return t(keepsBoth(notice) ? 'topic.wordsJoined' : `topic.wordsMerged.${subject.collection}`)
    case 'withdrawn-late':
      return t(`topic.withdrawnLate.${withdrawnKind(told)}`, { who: who ?? t('aStudent') })
    case 'reset-link-made':
      return t('topic.resetLinkMade')
    case 'password-reset':
      return t('topic.passwordReset')
    case 'server-set-back':
      return t('topic.serverSetBack')
    case 'session-forgotten':
      return who === undefined ? t('topic.sessionForgottenUnknown') : t('topic.sessionForgotten', { who })
    case 'slot-opened':
      return who === undefined || listOpened(notice).length > 1
        ? t('topic.slotOpened')
        : t('topic.slotOpenedBy', { who })
    case 'write-refused':
      if (isWatchId(subject.id)) return t('topic.watchRefused')
      if (isDossierId(subject.id)) return t('topic.dossier.refused', { who: who ?? t('aStudent') })
      return t(`topic.writeRefused.${subject.collection}`)
    case 'newer':
      return t('topic.newer')
    default:
      return assertNever(told)
  }
}

function useExplanation(notice: Notice): string {
  const { t } = useTranslation('inbox')
  const textOf = useRefusalText()
  const account = useOpenAccount()
  const ruleText = useRuleText()
  const setBackText = useSetBackText(notice)
  const forgottenText = useForgottenText(notice)
  const rule = notice.reason === undefined ? undefined : ruleText(notice.reason)
  const since = useSinceText(useSessionSince(notice))
  const withSince = (...texts: readonly string[]) => [...texts, since].join(' ')

  const told = readNotice(notice)
  const hasDates = listToldDates(notice).length > 0
  const isCoach = account?.role === 'coach'
  if (notice.subject.collection === 'newer') return t('explain.newer')
  switch (told.topic) {
    case 'claim-lost':
      if (hasDates) return t('explain.series')
      return rule ?? textOf('slot-taken')
    case 'sessions-overlap':
      return since === undefined ? t('explain.overlap') : withSince(t('explain.overlapOnce'))
    case 'request-refused':
      return hasDates ? t('explain.series') : (rule ?? '')
    case 'pencil-lost':
      if (hasDates) return t('explain.series')
      return [rule, t('explain.pencilLost')].filter(text => text !== undefined).join(' ')
    case 'session-added':
      if (since !== undefined) return hasDates ? t('explain.seriesSince') : since
      return t('explain.sessionAdded')
    case 'session-booked':
      return [since ?? t('explain.sessionBooked'), t('explain.messageToo')].join(' ')
    case 'session-moved':
      if (since !== undefined) return hasDates ? t('explain.seriesSince') : since
      if (hasDates) return t('explain.seriesMoved')
      return t(isCoach ? 'explain.sessionMovedCoach' : 'explain.sessionMovedStudent')
    case 'session-shared':
      return t('explain.sessionShared')
    case 'session-cancelled':
      if (hasDates) return t(isCoach ? 'explain.seriesCancelledCoach' : 'explain.seriesCancelledStudent')
      return t(isCoach ? 'explain.sessionCancelledCoach' : 'explain.sessionCancelledStudent')
    case 'slot-booked-meanwhile':
      if (since !== undefined) return withSince(t('explain.slotBookedFirst'))
      return t(isRemoval(told) ? 'explain.slotBookedRemoved' : 'explain.slotBookedChanged')
    case 'edit-met-deletion':
      return t('explain.editMetDeletion')
    case 'words-merged':
      if (keepsBoth(notice)) return t(isDossierId(notice.subject.id) ? 'explain.dossierJoined' : 'explain.wordsJoined')
      // A coach's page, and how the coach meets students, merge as MG11 says; of dossiers what was written last stands.
      return t(
        notice.subject.collection === 'users' || isHowWeMeetId(notice.subject.id) || notice.subject.id === busyLinkId
          ? 'explain.wordsMergedUsers'
          : 'explain.wordsMerged'
      )
    case 'withdrawn-late': {
      const kind = withdrawnKind(told)
      const isStanding = since === undefined || kind === 'cancel' || kind === 'outcome'
      return isStanding ? t(`explain.withdrawnLate.${kind}`) : withSince(t('explain.withdrawnLate.told'))
    }
    case 'reset-link-made':
      if (fieldsOf(told.theirs).isMailed === true) return t('explain.resetLinkMailed')
      return notice.otherName === undefined
        ? t('explain.resetLinkMadeUnknown')
        : t('explain.resetLinkMade', { who: notice.otherName })
    case 'password-reset':
      return t('explain.passwordReset')
    case 'server-set-back':
      return setBackText
    case 'session-forgotten':
      return forgottenText
    case 'slot-opened':
      return t('explain.slotOpened')
    case 'write-refused':
      if (isWatchId(notice.subject.id))
        return [rule, t('explain.watchRefused')].filter(text => text !== undefined).join(' ')
      return [rule, t('explain.writeRefused')].filter(text => text !== undefined).join(' ')
    case 'newer':
      return t('explain.newer')
    default:
      return assertNever(told)
  }
}

type Told<T extends ToldNotice['topic']> = ToldNotice & { readonly topic: T }

/** What the person had taken back: a request, or a pencilled booking, which is none. */
function withdrawnKind({ mine }: Told<'withdrawn-late'>): 'cancel' | 'reschedule' | 'outcome' | 'pencil' {
  const kind = fieldsOf(mine).request?.kind
  return kind === undefined || kind === newer ? 'pencil' : kind
}

/** Of a notice that says neither, as of a later version, both are meant. */
function whatIsShared({ theirs }: Told<'session-shared'>): 'summary' | 'actions' | 'both' {
  const { hasSummary, toDo } = fieldsOf(theirs)
  if ((hasSummary === undefined) === (toDo === undefined)) return 'both'
  return hasSummary === undefined ? 'actions' : 'summary'
}

function isRemoval({ mine }: Told<'slot-booked-meanwhile'>): boolean {
  return fieldsOf(mine).removed === true
}

/** To which time the server was set back, what this device sent again, and what is left to its person. */
function useSetBackText(notice: Notice): string {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const report = readSetBack(notice)
  if (report === undefined) return ''
  const { dataFrom, sentAgain, needYou } = report
  return [
    dataFrom === undefined
      ? t('explain.setBack.unknown')
      : t('explain.setBack.from', { when: format.dayAndTime(dataFrom) }),
    sentAgain === 0 ? t('explain.setBack.sentNone') : t('explain.setBack.sent', { count: sentAgain }),
    needYou === 0 ? t('explain.setBack.needNone') : t('explain.setBack.need', { count: needYou })
  ].join(' ')
}

/** Why a session is not booked any more, and what can be done about it. */
function useForgottenText(notice: Notice): string {
  const { t } = useTranslation('inbox')
  const isCoach = useOpenAccount()?.role === 'coach'
  const state = useForgottenState(notice)
  switch (state) {
    case 'again':
    case 'past':
      return t(`explain.forgotten.${state}`)
    default:
      if (isCoach) return t('explain.forgotten.coach')
      return [t('explain.forgotten.student'), ...(state === 'open' ? [t('explain.forgotten.open')] : [])].join(' ')
  }
}
