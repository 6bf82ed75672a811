/** What an open account needs and the sign-in does not: loaded when the first account is opened. */
export { addPageTexts } from '../i18n/page-texts.ts'
export { AccountFrame } from './account-frame.tsx'
export { createAppRouter } from './create-app-router.ts'
