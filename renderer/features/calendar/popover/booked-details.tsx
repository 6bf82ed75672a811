import { Button, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../ui/paths.ts'
import type { SlotView } from '../model/slot-view.ts'
import { CopyTimeButton } from './copy-time-button.tsx'
import { SlotButtons } from './slot-buttons.tsx'

/** A booked slot: everything about the session is on its own page. */
export function BookedDetails({ slot }: { readonly slot: SlotView }) {
  const { t } = useTranslation('calendar')
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(slot.studentName === undefined ? 'details.bookedUnknown' : 'details.booked')}
      </Text>
      <SlotButtons>
        {slot.bookingId !== undefined && (
          <Button
            component={Link}
            to={paths.sessions({ bookingId: slot.bookingId })}
            size="xs"
            rightSection={<IconArrowRight size={14} aria-hidden />}
            data-autofocus
          >
            {t('action.openSession')}
          </Button>
        )}
        <CopyTimeButton slot={slot} />
      </SlotButtons>
    </>
  )
}
