import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { en } from './en/index.ts'
import { startTexts } from './en/start.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared'
    resources: typeof en
  }
}

/** Texts for `useTranslation`, by namespace. */
export type Texts = Partial<typeof en>

/**
 * Makes texts ready for `useTranslation`: they are there when this returns.
 * @param texts those of the start unless told; `addPageTexts` adds the others
 */
export function createI18n(texts: Texts = startTexts): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(texts),
    defaultNS: 'shared',
    resources: { en: texts },
    initAsync: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false }
  })
  return instance
}
