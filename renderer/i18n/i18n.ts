import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared'
    resources: typeof en
  }
}

/** Makes the text catalogue ready for `useTranslation`. Everything is bundled, so it is ready when this returns. */
export function createI18n(): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: Object.keys(en),
    defaultNS: 'shared',
    resources: { en },
    initAsync: false,
    // React escapes what it renders.
    interpolation: { escapeValue: false }
  })
  return instance
}
