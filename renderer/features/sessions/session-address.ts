export const sessionTabs = ['upcoming', 'past'] as const
export type SessionTab = (typeof sessionTabs)[number]

/** What the page's address says: which tab, and whose card is open. */
export interface SessionAddress {
  readonly tab: SessionTab
  readonly openId: string | undefined
}

/** `session` is what links within the application say, `open` what those from outside do. */
export function readSessionAddress(params: URLSearchParams): SessionAddress {
  return {
    tab: sessionTabs.find(tab => tab === params.get('tab')) ?? 'upcoming',
    openId: params.get('session') ?? params.get('open') ?? undefined
  }
}

export function withTab(params: URLSearchParams, tab: SessionTab): URLSearchParams {
  const next = new URLSearchParams(params)
  next.set('tab', tab)
  return next
}

export function withOpen(params: URLSearchParams, openId: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('open')
  if (openId === undefined) next.delete('session')
  else next.set('session', openId)
  return next
}
