import type { i18n } from 'i18next'
import { en } from './en/index.ts'

/** Adds the texts of all pages to those of the start. */
export function addPageTexts(instance: i18n): void {
  for (const [namespace, texts] of Object.entries(en)) instance.addResourceBundle('en', namespace, texts)
}
