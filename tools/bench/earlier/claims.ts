import { performance } from 'node:perf_hooks'
import { startProcess } from '../lib/child.ts'
import { claimAll } from '../lib/claim-all.ts'
import { type Finding, median } from '../lib/report.ts'
import { compare, measureInTurns } from './in-turns.ts'

const coaches = 16
const claimsPerClient = 62
const warmUp = 10

interface ClaimRun {
  readonly processorMs: number
  readonly syncs: number
  readonly claimsPerSecond: number
}

/** What one granted claim costs the server's process until both copies of it are stored. */
async function measure(root: string | undefined, clients: number): Promise<ClaimRun> {
  const slotsPerCoach = warmUp + claimsPerClient
  const server = await startProcess('coachdesk-server.ts', { coaches, students: coaches, slotsPerCoach, root })
  try {
    await claimAll(server, { clients: coaches, first: 0, end: warmUp })
    await server.ask('idle')
    const before = await server.ask('effort')
    const startedAt = performance.now()
    await claimAll(server, { clients, first: warmUp, end: slotsPerCoach })
    await server.ask('idle')
    const seconds = (performance.now() - startedAt) / 1_000
    const after = await server.ask('effort')
    const claims = clients * claimsPerClient
    const spent = (name: string): number => ((after[name] ?? 0) - (before[name] ?? 0)) / claims
    return { processorMs: spent('processorMs'), syncs: spent('syncs'), claimsPerSecond: claims / seconds }
  } finally {
    await server.stop()
  }
}

/** Granted claims of 16 clients on about 1,000 slots, and of one client. */
export async function benchEarlierClaims(): Promise<readonly Finding[]> {
  const many = await measureInTurns(root => measure(root, coaches))
  const one = await measureInTurns(root => measure(root, 1))
  const syncs = ({ syncs }: ClaimRun): number => syncs
  return [
    ...compare(many, {
      name: 'processor time of a claim, 16 clients',
      unit: 'ms',
      value: run => run.processorMs,
      atMost: 0.62
    }),
    { name: 'syncs of a claim, 16 clients', value: median(many.today.map(syncs)), unit: '', atMost: 0.2 },
    ...compare(many, { name: 'syncs of a claim, 16 clients', unit: '', value: syncs }).slice(1, 2),
    { name: 'syncs of a claim, one client', value: median(one.today.map(syncs)), unit: '', atMost: 1 },
    ...compare(one, { name: 'syncs of a claim, one client', unit: '', value: syncs }).slice(1, 2),
    ...compare(many, { name: 'claims, 16 clients', unit: 'per s', value: run => run.claimsPerSecond }),
    ...compare(one, { name: 'processor time of a claim, one client', unit: 'ms', value: run => run.processorMs }),
    ...compare(one, { name: 'claims, one client', unit: 'per s', value: run => run.claimsPerSecond })
  ]
}
