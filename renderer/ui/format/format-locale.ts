import type { FormatLocale } from './formatter.ts'

/**
 * How dates look for a person whose browser prefers these languages. The text is English, so the words in dates are
 * too, in the person's own kind of English where there is one; the clock is the one of their first language.
 * @param languages BCP 47 tags, most preferred first
 */
export function chooseFormatLocale(languages: readonly string[]): FormatLocale {
  const [first = 'en-GB'] = languages
  const tag = languages.find(language => language === 'en' || language.startsWith('en-')) ?? 'en-GB'
  const { hourCycle } = new Intl.DateTimeFormat(first, { hour: 'numeric' }).resolvedOptions()
  return { tag, hourCycle: hourCycle === 'h11' || hourCycle === 'h12' ? 'h12' : 'h23' }
}
