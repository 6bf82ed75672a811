/** On which day weeks start where the locale is used, 1 (Monday) to 7 (Sunday). A locale without a region says nothing: Monday. */
export function firstWeekdayOf(locale: string): number {
  // The types of ES2024 do not know it yet; Chromium and Node do.
  const parsed: Intl.Locale & { readonly getWeekInfo?: () => { readonly firstDay: number } } = new Intl.Locale(locale)
  return parsed.region === undefined ? 1 : (parsed.getWeekInfo?.().firstDay ?? 1)
}
