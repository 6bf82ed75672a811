import { listProcessTree } from '../chromium/process-tree.ts'

const typeByChromiumName: Readonly<Record<string, string>> = {
  renderer: 'Tab',
  'gpu-process': 'GPU',
  utility: 'Utility',
  zygote: 'Zygote'
}

interface AppMetric {
  readonly pid: number
  readonly type: string
  readonly creationTime: number
  readonly cpu: { readonly percentCPUUsage: number; readonly idleWakeupsPerSecond: number }
  readonly memory: { readonly workingSetSize: number; readonly peakWorkingSetSize: number }
}

/** Every process of the app, parents first: this one, Chromium's, and all of Chromium's children. */
export const readAppMetrics = (): readonly AppMetric[] =>
  listProcessTree(process.pid).map(({ pid, commandLine }) => {
    const [, name = ''] = /--type=([\w-]+)/.exec(commandLine) ?? []
    return {
      pid,
      type: pid === process.pid ? 'Browser' : (typeByChromiumName[name] ?? 'Utility'),
      creationTime: 0,
      cpu: { percentCPUUsage: 0, idleWakeupsPerSecond: 0 },
      memory: { workingSetSize: 0, peakWorkingSetSize: 0 }
    }
  })
