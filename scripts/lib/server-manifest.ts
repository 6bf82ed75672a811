/** Of package.json, what the server's own one takes over. */
export interface ProjectManifest {
  readonly version: string
  readonly license: string
  readonly description: string
  readonly imports: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}

interface LockEntry {
  readonly dev?: boolean
}

export interface ProjectLock {
  readonly packages: Readonly<Record<string, LockEntry>>
}

/** What an operator runs. */
const operatorScripts = ['server', 'account', 'check', 'clock', 'restored'] as const
const ownImports = ['#domain/*', '#server/*'] as const

const pick = <T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))

/** package.json and package-lock.json of the server alone: nothing of development is named, so nothing of it can be installed. */
export const createServerManifest = (
  manifest: ProjectManifest,
  lock: ProjectLock
): { readonly manifest: object; readonly lock: object } => {
  const { version, license, description, dependencies, devDependencies } = manifest
  const head = { name: 'coachdesk-server', version, license }
  // Its own Node comes from the machine: the major that all tests run on, or a later one.
  const engines = { node: `>=${(devDependencies['node'] ?? '').split('.')[0]}` }
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev))
  const installed = Object.keys(packages).map(path => path.replace(/^.*node_modules\//, ''))
  return {
    manifest: {
      ...head,
      private: true,
      description,
      type: 'module',
      engines,
      imports: pick(manifest.imports, ownImports),
      scripts: pick(manifest.scripts, operatorScripts),
      dependencies,
      allowScripts: pick(manifest.allowScripts, installed)
    },
    lock: {
      ...lock,
      name: head.name,
      version,
      packages: { '': { ...head, dependencies, engines }, ...packages }
    }
  }
}
