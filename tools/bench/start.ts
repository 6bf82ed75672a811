/**
 * `npm run bench:start`: how long the desktop application takes from launch to interactive with 10,000 slots and 1,000 sessions,
 * as a ratio to an empty account in the same run. Each account is synced once from a real server, which is then gone: the
 * launches that are measured open what is on the device.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildDesktop } from '../../scripts/lib/build-desktop.ts'
import { target } from '../../tests/desktop/support/target.ts'
import { startProcess } from './lib/child.ts'
import { type Device, measureLaunch, prepareDevice, profileIn } from './lib/desktop-launch.ts'
import { type Finding, findingToText, isMet, percentile } from './lib/report.ts'

/** Measured launches of each account, in turns; one more of each comes first and does not count. */
const runs = 7

const accounts = {
  empty: { coaches: 1, students: 0, slotsPerCoach: 0, callsOfFirstCoach: 0 },
  full: { coaches: 10, students: 0, slotsPerCoach: 1_000, callsOfFirstCoach: 1_000 }
} as const

async function prepare(kind: keyof typeof accounts, scratch: string): Promise<Device> {
  const device: Device = { userData: profileIn(scratch, kind), hasSessions: kind === 'full' }
  const server = await startProcess('coachdesk-server.ts', accounts[kind])
  try {
    const password = String(server.ready['password'])
    await prepareDevice(device, { serverUrl: server.url, name: 'coach0', password })
  } finally {
    await server.stop()
  }
  return device
}

async function benchStart(scratch: string): Promise<readonly Finding[]> {
  const empty = await prepare('empty', scratch)
  const full = await prepare('full', scratch)
  const emptyTimes: number[] = []
  const fullTimes: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const times = { empty: await measureLaunch(empty), full: await measureLaunch(full) }
    if (run === 0) continue
    emptyTimes.push(times.empty)
    fullTimes.push(times.full)
  }
  const [emptyMs, fullMs] = [percentile(emptyTimes, 0.5), percentile(fullTimes, 0.5)]
  return [
    { name: 'launch to interactive, empty account, median', value: emptyMs, unit: 'ms' },
    { name: 'launch to interactive, 10,000 slots and 1,000 sessions, median', value: fullMs, unit: 'ms' },
    { name: 'full / empty', value: fullMs / emptyMs, unit: 'x', atMost: 1.3 }
  ]
}

const build = await buildDesktop()
if (build.kind === 'failed') throw new Error(build.output)
const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-start-'))
try {
  console.log(`\nstart, on ${target === 'electron' ? 'Electron' : 'the stand-in for Electron'}, server unreachable`)
  const findings = await benchStart(scratch)
  for (const finding of findings) console.log(findingToText(finding))
  const isAllMet = findings.every(isMet)
  console.log(isAllMet ? '\nall goals met' : '\na goal was missed')
  process.exitCode = isAllMet ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
