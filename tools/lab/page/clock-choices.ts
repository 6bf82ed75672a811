const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

interface ClockChoice {
  readonly aheadMs: number
  readonly label: string
}

const distances = [
  { ms: 3 * dayMs, label: '3 days' },
  { ms: dayMs, label: '1 day' },
  { ms: 3 * hourMs, label: '3 hours' },
  { ms: 10 * minuteMs, label: '10 minutes' },
  { ms: minuteMs, label: '1 minute' }
] as const

/** How wrong a device's clock may be, from the furthest behind to the furthest ahead. */
export const clockChoices: readonly ClockChoice[] = [
  ...distances.map(({ ms, label }) => ({ aheadMs: -ms, label: `${label} behind` })),
  { aheadMs: 0, label: 'Clock is right' },
  ...distances.toReversed().map(({ ms, label }) => ({ aheadMs: ms, label: `${label} ahead` }))
]
