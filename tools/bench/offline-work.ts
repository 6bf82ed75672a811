import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { build } from 'vite'
import { findHeadlessChromium } from '../../scripts/lib/find-chromium.ts'
import { projectRoot } from '../../scripts/lib/project.ts'
import type { DevicePage } from './browser/device-page.ts'
import { type BenchProcess, startProcess } from './lib/child.ts'
import { planSlot } from './lib/plan.ts'
import { type Finding, median } from './lib/report.ts'

const slotCount = 1_000
/** So many of them one after the other, as a person makes them; the others by one action. */
const singles = 20
/** In turns; a first one does not count. Each has two coaches of its own, who have nothing yet. */
const turns = 5

/** What a coach makes without a network, in Chromium: 1,000 slots, and sending them, against one bare `_bulk_docs` of as many. */
export async function benchOfflineWork(): Promise<readonly Finding[]> {
  const executablePath = findHeadlessChromium(process.env)
  if (executablePath === undefined) {
    return [{ name: 'offline work', value: 0, unit: 'ms', skipped: 'there is no Chromium; CHROMIUM_PATH names one' }]
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-device-'))
  const script = await bundleDevice(scratch)
  const server = await startProcess('coachdesk-server.ts', { coaches: 2 * (turns + 1), students: 1, slotsPerCoach: 0 })
  const browser = await chromium.launch({ executablePath })
  try {
    const rounds: { createMs: number; singleMs: number; drainMs: number; bareMs: number }[] = []
    for (let turn = 0; turn <= turns; turn += 1) {
      const bareMs = await sendBare(browser, server, 2 * turn)
      const worked = await workOffline(browser, server, script, 2 * turn + 1)
      if (turn > 0) rounds.push({ ...worked, bareMs })
    }
    const of = (value: (round: (typeof rounds)[number]) => number): number => median(rounds.map(value))
    const made = slotCount - singles
    return [
      {
        name: `making ${made} slots without a network, by one action`,
        value: of(({ createMs }) => createMs),
        unit: 'ms',
        atMost: 2_000
      },
      { name: 'making one slot without a network', value: of(({ singleMs }) => singleMs / singles), unit: 'ms' },
      { name: `sending ${slotCount} slots`, value: of(({ drainMs }) => drainMs), unit: 'ms' },
      { name: `one bare _bulk_docs of ${slotCount} slots`, value: of(({ bareMs }) => bareMs), unit: 'ms' },
      { name: 'sending / bare', value: of(({ drainMs, bareMs }) => drainMs / bareMs), unit: 'x', atMost: 2.5 }
    ]
  } finally {
    await browser.close()
    await server.stop()
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** One file of the application without its screens. */
async function bundleDevice(outDir: string): Promise<string> {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      lib: {
        entry: path.join(import.meta.dirname, 'browser/device-page.ts'),
        formats: ['iife'],
        name: 'device',
        fileName: 'device'
      }
    }
  })
  return path.join(outDir, 'device.iife.js')
}

async function workOffline(browser: Browser, server: BenchProcess, script: string, coach: number) {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    // Without an application of its own.
    await page.goto(`${server.url}/_up`)
    await page.addScriptTag({ path: script })
    const account = { name: `coach${coach}`, password: String(server.ready['password']) }
    return await page.evaluate(
      async given => {
        const { devicePage } = globalThis as unknown as { readonly devicePage: DevicePage }
        await devicePage.open(given.account)
        return devicePage.work(given.starts, given.singles)
      },
      { account, starts: planStarts(server, coach), singles }
    )
  } finally {
    await context.close()
  }
}

/** The same documents by one request, from the same browser. */
async function sendBare(browser: Browser, server: BenchProcess, coach: number): Promise<number> {
  const people = new Map(server.ready['people'] as readonly (readonly [string, string])[])
  const docs = planSlots(server, coach).map(({ id, ...slot }) => ({ _id: id, ...slot, makingId: 'a'.repeat(32) }))
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.goto(`${server.url}/_up`)
    return await page.evaluate(
      async given => {
        const startedAt = performance.now()
        const headers = { authorization: `Bearer ${given.token}`, 'content-type': 'application/json' }
        const answer = await fetch('/slots/_bulk_docs', {
          method: 'POST',
          headers,
          body: JSON.stringify({ docs: given.docs })
        })
        const rows = (await answer.json()) as readonly { readonly ok?: boolean }[]
        const ms = performance.now() - startedAt
        const stored = rows.filter(({ ok }) => ok === true).length
        if (stored !== given.docs.length) throw new Error(`${stored} slots were stored`)
        return ms
      },
      { docs, token: people.get(docs[0]?.coachId ?? '') ?? '' }
    )
  } finally {
    await context.close()
  }
}

function planSlots(server: BenchProcess, coach: number) {
  return Array.from({ length: slotCount }, (_, k) => planSlot(coach, k, Number(server.ready['from'])))
}

function planStarts(server: BenchProcess, coach: number): readonly number[] {
  return planSlots(server, coach).map(({ startsAt }) => startsAt)
}
