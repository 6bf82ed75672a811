import { getI18n } from 'react-i18next'

/**
 * Fetches what other pages than the calendar say, and what dialogs say: a chunk of its own. Whatever is fetched later than the first page
 * waits for it. Rejects where it cannot be fetched; the next call asks again.
 */
export async function loadLateTexts(): Promise<void> {
  const instance = getI18n()
  const { lateTexts } = await import('./en/later.ts')
  for (const [namespace, texts] of Object.entries(lateTexts)) instance.addResourceBundle('en', namespace, texts, true)
}
