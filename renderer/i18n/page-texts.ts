import type { i18n } from 'i18next'
import { actions } from './en/actions.ts'
import { early } from './en/early.ts'
import { history } from './en/history.ts'
import { sync } from './en/sync.ts'
import { today } from './en/today.ts'

/** What the frame of an account and its first page say, beside the texts of the start. */
export const pageTexts = { actions, history, sync, today, ...early } as const

/** Adds the texts of the first page of an account to those of the start. What is there already stays. */
export function addPageTexts(instance: i18n): void {
  for (const [namespace, texts] of Object.entries(pageTexts)) {
    instance.addResourceBundle('en', namespace, texts, true, false)
  }
}
