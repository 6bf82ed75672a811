import os from 'node:os'
import path from 'node:path'

/** `app.getPath` and `app.setPath`: the same names and defaults as on Linux. */
export class AppPaths {
  readonly #byName: Map<string, string>
  readonly #appName: () => string

  constructor(appName: () => string, execPath: string) {
    this.#appName = appName
    const home = os.homedir()
    this.#byName = new Map([
      ['home', home],
      ['appData', process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')],
      ['temp', os.tmpdir()],
      ['exe', execPath],
      ['module', execPath],
      ...['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos'].map(
        name => [name.toLowerCase(), path.join(home, name)] as const
      )
    ])
  }

  get(name: string): string {
    const set = this.#byName.get(name)
    if (set !== undefined) return set
    if (name === 'userData') return path.join(this.get('appData'), this.#appName())
    if (name === 'sessionData') return this.get('userData')
    if (name === 'logs') return path.join(this.get('userData'), 'logs')
    if (name === 'crashDumps') return path.join(this.get('userData'), 'Crashpad')
    throw new Error(`Failed to get '${name}' path`)
  }

  set(name: string, value: string): void {
    this.get(name) // an unknown name throws, as in Electron
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    this.#byName.set(name, value)
  }
}
