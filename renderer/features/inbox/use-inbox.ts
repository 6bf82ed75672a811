import { useMemo } from 'react'
import { useWorkspace } from '../../store/hooks.ts'
import { useOpenAccount } from '../../ui/use-open-account.ts'
import { type InboxItems, listInboxItems } from './inbox-items.ts'

const nothing: InboxItems = { open: [], putAside: [] }

/** The inbox of the open account. */
export function useInbox(): InboxItems {
  const account = useOpenAccount()
  const notices = useWorkspace(state => state.notices)
  const slots = useWorkspace(state => state.slots)
  return useMemo(
    () => (account === undefined ? nothing : listInboxItems(notices, slots, account)),
    [account, notices, slots]
  )
}

/** How many things wait for the person's decision. */
export function useInboxCount(): number {
  return useInbox().open.length
}
