import { Alert, Button, Group } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#domain/model/call.ts'
import { useFormat } from '../../ui/format/display-zone.tsx'
import { PhoneLink } from '../../ui/phone/phone-link.tsx'
import type { CancelTerms } from './cancel-terms.ts'
import { otherNameOf } from './other-name.ts'

/** Past the cut-off the two have to talk: why, and the number. */
export function CancelByPhone(props: {
  readonly call: Call
  readonly terms: CancelTerms & { readonly kind: 'phone' }
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const { call, terms, onClose } = props
  const name = otherNameOf(call, t('erasedName'))
  const afterCutoff =
    terms.deadline === undefined
      ? t('cancel.phoneUnknown', { name })
      : t('cancel.phone', { name, deadline: format.dayAndTime(terms.deadline) })
  return (
    <>
      <Alert color="orange" variant="light" icon={<IconPhone size={18} />}>
        {terms.hasStarted ? t('cancel.phoneStarted', { name }) : afterCutoff}
      </Alert>
      {call.otherPhone !== undefined && <PhoneLink phone={call.otherPhone} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('cancel.close')}
        </Button>
      </Group>
    </>
  )
}
