const dayMs = 86_400_000

/** `forward`: an hour is skipped. `back`: an hour is shown twice. */
export type ClockChange = 'forward' | 'back'

/**
 * The next day, from a week ahead on, on which the zone's clock changes so, `YYYY-MM-DD`. Asks the runtime's own tables,
 * so that it is a second opinion on the domain's arithmetic; right for zones that change it before noon UTC.
 */
export function findClockChange(zone: string, change: ClockChange, from: number): string {
  const noon = Math.floor(from / dayMs) * dayMs + dayMs / 2
  for (let day = 7; day < 400; day += 1) {
    const at = noon + day * dayMs
    const stepMin = offsetMinAt(zone, at) - offsetMinAt(zone, at - dayMs)
    if (change === 'forward' ? stepMin > 0 : stepMin < 0) return new Date(at).toISOString().slice(0, 10)
  }
  throw new Error(`${zone} does not change its clock`)
}

/** Minutes east of UTC, as `Intl` names them (`GMT-05:00`). */
function offsetMinAt(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
