/** What a device's program is, as far as its user agent tells. Names of products are the same in every language. */
export interface AgentNames {
  readonly program: string | undefined
  readonly system: string | undefined
}

// In this order: an Edge also says Chrome, a Chrome also says Safari, an Android also says Linux.
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bElectron\//, 'CoachDesk'],
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari']
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux']
]

export function describeAgent(agent: string): AgentNames {
  const find = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(agent))?.[1]
  return { program: find(programs), system: find(systems) }
}
