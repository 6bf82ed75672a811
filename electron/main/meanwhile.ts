// Goes as soon as the services are in the repository.
import type { DesktopStatus, ServerCheck, UpdateState } from '../contract/desktop-types.ts'
import type { Log } from './log/log.ts'

export interface Updates {
  readonly state: UpdateState
  check(): Promise<UpdateState>
  install(): boolean
  setEnabled(on: boolean): void
}
export function createUpdates(): Updates {
  const state: UpdateState = { kind: 'off' }
  return { state, check: async () => state, install: () => false, setEnabled() {} }
}
export interface Reminders {
  update(status: DesktopStatus | undefined): void
  rearm(): void
  stop(): void
}
export function startReminders(): Reminders {
  return { update() {}, rearm() {}, stop() {} }
}
export async function checkServer(
  address: string,
  fetch: (url: string) => Promise<Response>
): Promise<Exclude<ServerCheck, { kind: 'ok' }> | { kind: 'ok'; serverUrl: string }> {
  if (!URL.canParse(address)) return { kind: 'failed', problem: 'invalid-address' }
  const url = address.replace(/\/+$/, '')
  const answer = await fetch(url + '/').catch(() => undefined)
  return answer === undefined ? { kind: 'failed', problem: 'unreachable' } : { kind: 'ok', serverUrl: url }
}
export const quietLog: Log = {
  info() {},
  warn() {},
  error(event, error) {
    process.stderr.write(`${event} ${String(error)}\n`)
  }
}
