/** The orders that the screens rely on. The id decides between equals, so that each is total. */

interface Starting {
  readonly id: string
  readonly startsAt: number
}

export function byStart(a: Starting, b: Starting): number {
  return a.startsAt - b.startsAt || byId(a, b)
}

export function byNewest(
  a: { readonly id: string; readonly at: number },
  b: { readonly id: string; readonly at: number }
) {
  return b.at - a.at || byId(a, b)
}

export function byLastDone(
  a: { readonly id: string; readonly order: number },
  b: { readonly id: string; readonly order: number }
): number {
  return b.order - a.order || byId(a, b)
}

export function byName(
  a: { readonly id: string; readonly displayName: string },
  b: { readonly id: string; readonly displayName: string }
): number {
  return a.displayName.localeCompare(b.displayName) || byId(a, b)
}

export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  if (a.id === b.id) return 0
  return a.id < b.id ? -1 : 1
}
