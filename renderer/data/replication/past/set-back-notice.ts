import type { RxCollection } from 'rxdb'
import { fingerprintText, type Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { createSetBackNotice, readSetBack, type SetBackReport, withReport } from '#domain/set-back/server-set-back.ts'
import type { Reconciled } from './reconcile-collection.ts'

/** The one notice that tells of a set-back. It is stored before the first document is touched. */
interface SetBackNotice {
  /** Tells this set-back from every other one, also after the device was killed amid it. */
  readonly occasion: string
  add(reconciled: Reconciled): Promise<void>
}

/** The pulled sequences that the server does not know any more, by collection: each belongs to one set-back. */
type LostPasts = SetBackReport['pasts']

/** Begins the notice of a set-back, or goes on with it where the device was killed amid it. */
export async function openSetBackNotice(
  notices: RxCollection<Notice>,
  begun: { readonly pasts: LostPasts; readonly dataFrom: Instant | undefined; readonly now: Instant }
): Promise<SetBackNotice> {
  const { pasts, dataFrom, now } = begun
  const before = await findBegun(notices, pasts)
  const occasion = before === undefined ? fingerprintText(JSON.stringify(pasts)) : occasionOf(before.notice)
  let report = before?.report ?? { ...(dataFrom === undefined ? {} : { dataFrom }), sentAgain: 0, needYou: 0, pasts }
  const notice = before?.notice ?? createSetBackNotice(report, { userId: '', occasion, now })
  await notices.insertIfNotExists(notice)
  return {
    occasion,
    async add({ sentAgain, needYou }) {
      report = { ...report, sentAgain: report.sentAgain + sentAgain, needYou: report.needYou + needYou }
      const document = await notices.findOne(notice.id).exec()
      await document?.incrementalModify(stored => withReport(stored, report))
    }
  }
}

async function findBegun(notices: RxCollection<Notice>, pasts: LostPasts) {
  for (const document of await notices.find().exec()) {
    const notice = document.toMutableJSON()
    const report = readSetBack(notice)
    if (report !== undefined && Object.entries(pasts).every(([name, since]) => report.pasts[name] === since)) {
      return { notice, report }
    }
  }
  return undefined
}

function occasionOf({ id }: Notice): string {
  return id.slice(id.lastIndexOf(':') + 1)
}
