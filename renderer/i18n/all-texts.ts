import type { i18n } from 'i18next'
import { en } from './en/index.ts'

/** Adds all texts, where they do not come over a network. */
export function addAllTexts(instance: i18n): void {
  for (const [namespace, texts] of Object.entries(en)) instance.addResourceBundle('en', namespace, texts)
}
