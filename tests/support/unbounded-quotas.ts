import type { Quotas } from '#server/http/quotas/quotas.ts'

const plenty = { burst: 1e9, perSecond: 1e9 }

/** For suites that send more than any person does, and look at what each request does. */
export const unboundedQuotas: Quotas = {
  requests: plenty,
  documents: plenty,
  underWay: 1e9,
  feeds: 1e9,
  bodyBytes: 1e12,
  allBodyBytes: 1e12,
  allUnreadBytes: 1e12,
  unreadMs: 60_000
}
