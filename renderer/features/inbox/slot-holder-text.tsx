import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import { findPhoneOf } from '#renderer/store/known-students.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { PhoneLink } from '#renderer/ui/phone/phone-link.tsx'
import { useNoticeCall } from './use-notice-call.ts'

/** Who has the slot now, which its coach may know, and how to reach the student who did not get it. */
export function SlotHolderText({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const lost = useNoticeCall(notice)
  const slot = useWorkspace(state => state.slots.find(({ id }) => id === notice.slotId))
  const holder = useWorkspace(state => state.calls.find(({ id }) => id === slot?.bookingId)?.otherName)
  const phone = usePhoneOf(lost?.otherId)
  return (
    <Stack gap={4}>
      {slot?.status === 'booked' && (
        <Text size="sm">
          {holder === undefined || holder === '' ? t('holder.somebody') : t('holder.name', { name: holder })}
        </Text>
      )}
      {phone !== undefined && lost !== undefined && (
        <>
          <Text size="sm">{t('holder.tell', { name: lost.otherName })}</Text>
          <PhoneLink phone={phone} />
        </>
      )}
    </Stack>
  )
}

/** As the sessions with this person have it: a booking that was not granted has none. */
function usePhoneOf(userId: string | undefined): string | undefined {
  return useWorkspace(state => findPhoneOf(userId, state.calls))
}
