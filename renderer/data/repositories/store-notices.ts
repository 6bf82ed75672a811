import type { RxCollection } from 'rxdb'
import type { Notice } from '#domain/model/notice.ts'
import { joinSeriesNotices, listToldDates } from '#domain/notices/series-notice.ts'

/**
 * Stores what this device has to tell its person, each occasion once. Of a series each date that was not granted comes by itself, and one
 * notice tells all of them (SR5). Rejects where the storage does.
 */
export async function storeNotices(collection: RxCollection<Notice>, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) {
    const stored = await collection.insertIfNotExists(notice)
    if (listToldDates(notice).length > 0) await stored.incrementalModify(known => joinSeriesNotices(known, notice))
  }
}
