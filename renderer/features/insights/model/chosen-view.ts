/** The views of the page, of the same days. */
export const insightViews = ['figures', 'log', 'payments'] as const
export type InsightView = (typeof insightViews)[number]

/** Reads the address, which anybody can write. */
export function readInsightView(params: URLSearchParams): InsightView {
  return insightViews.find(one => one === params.get('view')) ?? 'figures'
}

/** The address of another view of the same days. */
export function writeView(params: URLSearchParams, view: InsightView): URLSearchParams {
  const next = new URLSearchParams(params)
  if (view === 'figures') next.delete('view')
  else next.set('view', view)
  return next
}

/** Other days of the same view. */
export function keepView(before: URLSearchParams, days: URLSearchParams): URLSearchParams {
  return writeView(days, readInsightView(before))
}
