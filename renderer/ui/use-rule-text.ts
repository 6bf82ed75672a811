import { useTranslation } from 'react-i18next'
import type { Reason } from '#domain/model/reasons.ts'
import { inbox } from '../i18n/en/inbox.ts'
import { useOpenAccount } from './use-open-account.ts'
import { useRefusalText } from './use-refusal-text.ts'

/** Words for the rule by which the server decided. Some are told to a coach about the student, and not as to the student. */
export function useRuleText(): (reason: Reason) => string {
  const { t } = useTranslation('inbox')
  const textOf = useRefusalText()
  const isCoach = useOpenAccount()?.role === 'coach'
  return reason => (isCoach && isCoachRule(reason) ? t(`coachRule.${reason}`) : textOf(reason))
}

function isCoachRule(reason: Reason): reason is keyof typeof inbox.coachRule {
  return Object.hasOwn(inbox.coachRule, reason)
}
