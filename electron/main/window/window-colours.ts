/** What the window shows before the page paints: the page's own background, so that nothing flashes. */
export function windowColour(isDark: boolean): string {
  return isDark ? '#242424' : '#ffffff'
}
