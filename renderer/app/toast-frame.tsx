import { useNotifications } from '@mantine/notifications'
import { createChunk, useChunk } from '../ui/lazy/use-chunk.ts'

const toastList = createChunk(async () => (await import('./toast-list.tsx')).ToastList)

/** Where toasts appear, whoever shows one. What draws them is fetched for the first one; the library keeps it until then. */
export function ToastFrame() {
  const { notifications } = useNotifications()
  const state = useChunk(toastList, notifications.length > 0)
  if (state.kind !== 'loaded') return undefined
  const List = state.value
  return <List />
}
