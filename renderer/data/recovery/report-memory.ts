import { z } from 'zod'
import { instantSchema } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { KeyValueStore } from '#renderer/contract/application.ts'
import type { RecoveryReport } from '#renderer/contract/screens.ts'

const prefix = 'coachdesk.recovery.'

const reportSchema = z.object({
  kind: z.enum(['database-emptied', 'key-lost', 'data-damaged']),
  at: instantSchema,
  restored: z.int().min(0),
  notRestored: z.int().min(0),
  exportedTo: z.string().optional(),
  /** Of a recovery that is under way: what can be put back is not in place yet. */
  isUnderWay: z.boolean()
})
export type RememberedReport = RecoveryReport & { readonly isUnderWay: boolean }

/** What became of an account's local data, until its person has read it. Numbers and a file's name, nothing private. */
export interface ReportMemory {
  read(): RememberedReport | undefined
  write(report: RememberedReport): void
  forget(): void
}

export function createReportMemory(store: KeyValueStore, accountKey: string): ReportMemory {
  const key = prefix + accountKey
  return {
    read() {
      const { data } = reportSchema.safeParse(parseJson(store.getItem(key) ?? ''))
      if (data === undefined) return undefined
      const { exportedTo, ...report } = data
      return exportedTo === undefined ? report : { ...report, exportedTo }
    },
    write: report => store.setItem(key, JSON.stringify(report)),
    forget: () => store.removeItem(key)
  }
}

/** What the screens show; nothing while it is not finished. */
export function toReport(remembered: RememberedReport | undefined): RecoveryReport | undefined {
  if (remembered === undefined || remembered.isUnderWay) return undefined
  const { isUnderWay: _, ...report } = remembered
  return report
}
