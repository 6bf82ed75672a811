const always = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-default-apps',
  '--disable-extensions',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-back-forward-cache',
  '--disable-popup-blocking',
  '--disable-dev-shm-usage',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--no-startup-window',
  // A window lives for seconds here: what V8 would spend on optimizing its page never comes back.
  '--js-flags=--no-opt,--no-maglev',
  // As many people have set it: what turns while something is waited for would be drawn sixty times a second.
  '--force-prefers-reduced-motion',
  '--remote-debugging-pipe'
]

/**
 * Electron switches LocalNetworkAccessChecks off itself. The next ones ask for a public network. The last two are pages of
 * the browser's own address bar, which no Electron window has: loading them costs as much as loading the app.
 */
const disabledFeatures = [
  'LocalNetworkAccessChecks',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup'
]

/** Switches of Electron's own, and those that this file sets: not passed on. */
const kept = new Set([
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'user-data-dir',
  'disable-features',
  'host-resolver-rules',
  'headless',
  'require'
])

export interface ChromiumOptions {
  readonly profile: string
  readonly debugPort: string | undefined
  /** The app's switches, `enable-features` among them, as they stand at `ready`. */
  readonly switches: ReadonlyMap<string, string>
  /** Rules for Chromium's resolver; every name that none of them answers is unknown. */
  readonly hostRules: readonly string[]
  readonly isHeaded: boolean
}

/** Chromium's command line. */
export const toChromiumFlags = (options: ChromiumOptions): string[] => {
  const { profile, debugPort, switches, hostRules, isHeaded } = options
  const disabled = [...disabledFeatures, switches.get('disable-features') ?? ''].filter(name => name !== '')
  const rules = [...hostRules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost']
  return [
    ...(isHeaded ? [] : ['--headless']),
    ...always,
    `--disable-features=${disabled.join(',')}`,
    `--host-resolver-rules=${rules.join(', ')}`,
    `--user-data-dir=${profile}`,
    ...(debugPort === undefined ? [] : [`--remote-debugging-port=${debugPort}`]),
    ...[...switches]
      .filter(([name]) => !kept.has(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
  ]
}
