import { getI18n } from 'react-i18next'

/**
 * Fetches what other pages than the first one say, and what dialogs say: a chunk of its own. Whatever is fetched later than the first page
 * waits for it. Rejects where it cannot be fetched; the next call asks again.
 */
export async function loadLateTexts(): Promise<void> {
  const { lateTexts } = await import('./en/later.ts')
  addTexts(lateTexts)
}

/** What the calendar says alone: a link may lead there first. */
export async function loadCalendarTexts(): Promise<void> {
  const { calendarTexts } = await import('./en/calendar-texts.ts')
  addTexts(calendarTexts)
}

function addTexts(textsByNamespace: Readonly<Record<string, object>>): void {
  const instance = getI18n()
  for (const [namespace, texts] of Object.entries(textsByNamespace)) {
    instance.addResourceBundle('en', namespace, texts, true)
  }
}
