import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isPublicAddress } from '#server/busy-links/is-public-address.ts'
import { type OutsideRules, strictRules } from '#server/busy-links/outside-rules.ts'

/** A web server of somebody else, on this machine, that the product's rules would not let anybody reach. */
export interface CalendarHost {
  /** The answer to every request. */
  answer: RequestListener
  /** What was asked, in order. */
  readonly asked: IncomingMessage[]
  /** Where names that end with `.example` are found at; every other one is looked up in `names`. */
  readonly rules: OutsideRules
  /** The addresses that names have, one list for each time that they are asked for; the last one stays. */
  readonly names: Map<string, readonly (readonly string[])[]>
  /** The names that were asked for, in order. */
  readonly resolved: string[]
  stop(): Promise<void>
}

/** Stands for a public address: rules of tests let through what these connect to, and nothing else of this machine. */
const outsideAddress = '127.0.0.1'

export async function startCalendarHost(rules: Partial<OutsideRules> = {}): Promise<CalendarHost> {
  const asked: IncomingMessage[] = []
  const resolved: string[] = []
  const names = new Map<string, readonly (readonly string[])[]>()
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    asked.push(req)
    host.answer(req, res)
  })
  await once(server.listen(0, outsideAddress), 'listening')
  const { port } = server.address() as AddressInfo
  const host: CalendarHost = {
    answer: (_req, res) => void res.end(),
    asked,
    names,
    resolved,
    rules: {
      ...strictRules,
      resolve(hostname) {
        resolved.push(hostname)
        const lists = names.get(hostname)
        const times = resolved.filter(name => name === hostname).length
        if (lists !== undefined) return Promise.resolve(lists[Math.min(times, lists.length) - 1] ?? [])
        if (hostname.endsWith('.example')) return Promise.resolve([outsideAddress])
        return Promise.reject(new Error('the name is not known'))
      },
      isAllowed: address => address === outsideAddress || isPublicAddress(address),
      portOf: () => port,
      ...rules
    },
    async stop() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    }
  }
  return host
}

/** A calendar with events of an hour that begin at these instants. */
export function calendarOf(starts: readonly number[], more: readonly string[] = []): string {
  const stamp = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const events = starts.flatMap(at => [
    'BEGIN:VEVENT',
    `UID:${at}`,
    'SUMMARY:Doctor Secretname',
    `DTSTART:${stamp(at)}`,
    `DTEND:${stamp(at + 3_600_000)}`,
    'END:VEVENT'
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, ...more, 'END:VCALENDAR', ''].join('\r\n')
}
