import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { FindSlotLink } from '../notice-links.tsx'
import { useInboxBooking } from '../inbox-booking.tsx'
import { useForgottenState } from './use-forgotten-state.ts'

/** For the student of a session that the server has forgotten: the same hours, once they are open; until then the coach's others. */
export function BookThisButton({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { offered, ask } = useInboxBooking()
  const state = useForgottenState(notice)
  if (state === 'again') return null
  const slot = offered.slots.find(({ id }) => id === notice.slotId)
  if (state !== 'open' || slot === undefined) return <FindSlotLink notice={notice} label={t('action.findOthers')} />
  return (
    <Button size="xs" onClick={() => ask(slot)}>
      {t('action.bookThis')}
    </Button>
  )
}
