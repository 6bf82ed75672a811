import { Alert, Button, Group } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { otherNameOf } from './other-name.ts'

/** Past the cut-off the two have to talk: why, and the number. */
export function SettleByPhone(props: {
  readonly call: SessionCopy
  readonly deadline: Instant | undefined
  /** @param deadline in words; empty where it is not known */
  readonly text: (name: string, deadline: string) => string
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const { call, deadline, text, onClose } = props
  const name = otherNameOf(call, t('erasedName'))
  return (
    <>
      <Alert color="orange" variant="light" icon={<IconPhone size={18} />}>
        {text(name, deadline === undefined ? '' : format.dayAndTime(deadline))}
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
