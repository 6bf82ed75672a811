import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { readSetBack } from '#domain/set-back/server-set-back.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useForgottenState } from './use-forgotten-state.ts'

/** To which time the server was set back, what this device sent again, and what is left to its person. */
export function useSetBackText(notice: Notice): string {
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
export function useForgottenText(notice: Notice): string {
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
