import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CancelTerms } from './cancel-terms.ts'
import { SettleByPhone } from '../settle-by-phone.tsx'

/** Cancelling past the cut-off: by phone only. */
export function CancelByPhone(props: {
  readonly call: SessionCopy
  readonly terms: CancelTerms & { readonly kind: 'phone' }
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const { terms } = props
  const text = (name: string, deadline: string) => {
    if (terms.hasStarted) return t('cancel.phoneStarted', { name })
    return deadline === '' ? t('cancel.phoneUnknown', { name }) : t('cancel.phone', { name, deadline })
  }
  return <SettleByPhone call={props.call} deadline={terms.deadline} text={text} onClose={props.onClose} />
}
