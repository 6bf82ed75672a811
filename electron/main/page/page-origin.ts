/** Where the pages live. Chromium keys stored data by it: it never changes after a release (F19). */
export const pageScheme = 'app'
export const pageOrigin = `${pageScheme}://coachdesk`
export const pageUrl = `${pageOrigin}/index.html`
