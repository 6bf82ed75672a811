import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { slotFromId } from '#domain/model/slot.ts'
import { assertNever } from '#domain/assert-never.ts'
import type { HistoryEntry } from '#renderer/contract/screens.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'

/** A change of this device in one line. */
export function useChangeText(): (entry: HistoryEntry) => string {
  const { t } = useTranslation('history')
  const format = useFormat()
  return useMemo(() => {
    const when = (slotId: string | undefined) => {
      const slot = slotFromId(slotId ?? '')
      return slot === undefined ? '' : format.dayAndTimeRange(slot)
    }
    return ({ kind, slotIds, otherName, parts }) => {
      const [first, second] = slotIds
      const name = otherName ?? t('somebody')
      switch (kind) {
        case 'day-cancelled':
          return t('change.dayCancelled', { count: slotIds.length })
        case 'slots-created':
          return slotIds.length === 1
            ? t('change.slotCreated', { slot: when(first) })
            : t('change.slotsCreated', { count: slotIds.length })
        case 'slot-moved':
          return t('change.slotMoved', { from: when(first), to: when(second) })
        case 'slot-removed':
          return t('change.slotRemoved', { slot: when(first) })
        case 'slot-reopened':
          return t('change.slotReopened', { slot: when(first) })
        case 'slot-claimed':
          if (parts !== undefined) return t('change.claimedWeekly', { slot: when(first), name, count: parts.length })
          return t('change.claimed', { slot: when(first), name })
        case 'pencilled':
          if (parts !== undefined) return t('change.pencilledWeekly', { slot: when(first), name, count: parts.length })
          return t('change.pencilled', { slot: when(first), name })
        case 'cancel-asked':
          if (parts !== undefined) return t('change.cancelAskedAll', { slot: when(first), name, count: parts.length })
          return t('change.cancelAsked', { slot: when(first), name })
        case 'reschedule-asked':
          if (parts !== undefined)
            return t('change.rescheduleAskedAll', { from: when(first), to: when(second), name, count: parts.length })
          return t('change.rescheduleAsked', { from: when(first), to: when(second), name })
        case 'wrapped-up':
          return t('change.wrappedUp', { slot: when(first), name })
        case 'reviewed':
          return t('change.reviewed', { slot: when(first), name })
        case 'ticked':
          return t('change.ticked', { slot: when(first), name })
        case 'paid-noted':
          return t('change.paidNoted', { slot: when(first), name })
        case 'profile-saved':
          return t('change.profileSaved')
        case 'hours-saved':
          return t('change.hoursSaved')
        case 'student-blocked':
          return t('change.blocked', { name })
        case 'student-unblocked':
          return t('change.unblocked', { name })
        case 'how-we-meet-saved':
          return t('change.howWeMeetSaved')
        case 'dossier-saved':
          return t('change.dossierSaved', { name })
        case 'watch-made':
          return t('change.watchMade')
        case 'watch-changed':
          return t('change.watchChanged')
        case 'watch-removed':
          return t('change.watchRemoved')
        default:
          return assertNever(kind)
      }
    }
  }, [format, t])
}
