import { Button, Group, Text } from '@mantine/core'
import { IconBell, IconList } from '@tabler/icons-react'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferedSlots } from '#renderer/shared/booking/use-offered-slots.ts'
import { useOffer, useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { lazyDialog } from '#renderer/ui/lazy/lazy-dialog.tsx'
import { useNow } from '#renderer/ui/use-now.ts'
import type { SlotFilters } from '../slot-filters.ts'
import { readWatchValues, toWatchValues, type WatchRequest } from './watch-values.ts'

const WatchDialog = lazyDialog(async () => (await import('./watch-dialog.tsx')).WatchDialog, { request: undefined })
const WatchListDialog = lazyDialog(async () => (await import('./watch-list-dialog.tsx')).WatchListDialog, {
  opened: false
})

interface Waiting {
  readonly ask: (filters: SlotFilters) => void
  readonly showAll: () => void
}

const WaitingContext = createContext<Waiting | undefined>(undefined)

/** The waiting list of a page: what is in it asks for the dialogs, which outlive it. */
export function WaitingProvider({
  offered,
  children
}: {
  readonly offered: OfferedSlots
  readonly children: ReactNode
}) {
  const { zone } = useFormat()
  const now = useNow()
  const [request, setRequest] = useState<WatchRequest>()
  const [isListOpen, setListOpen] = useState(false)
  const waiting = useMemo(
    (): Waiting => ({
      ask: filters => setRequest({ values: toWatchValues(filters, zone, now) }),
      showAll: () => setListOpen(true)
    }),
    [zone, now]
  )
  return (
    <WaitingContext value={offered.isStudent ? waiting : undefined}>
      {children}
      <WatchListDialog
        opened={isListOpen}
        offered={offered}
        onEdit={watch => {
          setListOpen(false)
          setRequest({ values: readWatchValues(watch), changed: watch.id })
        }}
        onClose={() => setListOpen(false)}
      />
      <WatchDialog
        request={request}
        offered={offered}
        onShowAll={() => {
          setRequest(undefined)
          setListOpen(true)
        }}
        onClose={() => setRequest(undefined)}
      />
    </WaitingContext>
  )
}

/** "Tell me when ..." for what is looked for, and the way to all that is waited for. Where the server cannot do it, it says so (VE10). */
export function WaitingButtons({
  filters,
  isMain = false
}: {
  readonly filters: SlotFilters
  readonly isMain?: boolean
}) {
  const { t } = useTranslation('booking')
  const offer = useOffer('waiting-list')
  const count = useWorkspace(state => state.watches.length)
  const waiting = useContext(WaitingContext)
  if (offer === 'unknown' || waiting === undefined) return null
  if (offer === 'missing') {
    return (
      <Text size="xs" c="dimmed">
        {t('waiting.missing')}
      </Text>
    )
  }
  return (
    <Group gap="xs" justify={isMain ? 'center' : 'flex-start'}>
      <Button
        size={isMain ? 'sm' : 'xs'}
        variant={isMain ? 'filled' : 'light'}
        leftSection={<IconBell size={16} aria-hidden />}
        onClick={() => waiting.ask(filters)}
      >
        {t('waiting.ask')}
      </Button>
      {count > 0 && (
        <Button
          size={isMain ? 'sm' : 'xs'}
          variant={isMain ? 'default' : 'subtle'}
          leftSection={<IconList size={16} aria-hidden />}
          onClick={() => waiting.showAll()}
        >
          {t('waiting.list', { count })}
        </Button>
      )}
    </Group>
  )
}
