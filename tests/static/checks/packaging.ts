import { load } from 'js-yaml'
import { type Bundle, textOf } from '../support/bundle.ts'
import { type Check, compareAll, demand } from './check.ts'

interface BuilderConfig {
  readonly electronVersion?: string
  readonly asar?: unknown
  readonly asarUnpack?: unknown
  readonly npmRebuild?: boolean
  readonly files?: readonly string[]
  readonly electronFuses?: Readonly<Record<string, boolean>>
  readonly publish?: unknown
  readonly protocols?: readonly { readonly schemes: readonly string[] }[]
  readonly win?: Readonly<Record<string, unknown>>
  readonly mac?: Readonly<Record<string, unknown>>
  readonly nsis?: Readonly<Record<string, unknown>>
}

const configOf = (bundle: Bundle): BuilderConfig => load(textOf(bundle, 'electron-builder.yml')) as BuilderConfig

const fuses: Check = {
  name: 'every fuse is set as it has to be',
  find(bundle) {
    const set = configOf(bundle).electronFuses ?? {}
    const wanted = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false
    }
    return [...compareAll(wanted, name => set[name]), ...demand(Object.keys(set).length === 8, 'there are more fuses')]
  }
}

const archive: Check = {
  name: 'one archive of bundles ships: no node_modules, no source maps, nothing unpacked',
  find(bundle) {
    const { asar, asarUnpack, npmRebuild, files = [] } = configOf(bundle)
    return [
      ...compareAll({ asar: true, npmRebuild: false }, name => ({ asar, npmRebuild })[name]),
      ...demand(asarUnpack === undefined, 'files are unpacked beside the archive'),
      ...['!**/*.map', '!**/node_modules/**'].flatMap(rule => demand(files.includes(rule), `files lack ${rule}`)),
      ...bundle.files.filter(file => /\.map$|node_modules/.test(file)).map(file => `${file} would ship`)
    ]
  }
}

const platforms: Check = {
  name: 'updates are verified, the hardened runtime is on, installs are per person, no feed is a default',
  find(bundle) {
    const { win, mac, nsis, publish, protocols } = configOf(bundle)
    return [
      ...compareAll({ verifyUpdateCodeSignature: true }, name => win?.[name]),
      ...compareAll({ hardenedRuntime: true, entitlements: 'build/entitlements.mac.plist' }, name => mac?.[name]),
      ...compareAll({ perMachine: false, deleteAppDataOnUninstall: false }, name => nsis?.[name]),
      ...compareAll({ schemes: ['coachdesk'] }, () => protocols?.flatMap(({ schemes }) => schemes)),
      ...demand(publish === undefined, 'the settings name an update feed')
    ]
  }
}

interface PackageFile {
  readonly version: string
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Electron's makers mend the newest three majors. */
const supportedMajors = 3

const electronVersion: Check = {
  name: 'Electron is one exact version everywhere, and among the majors that are still mended',
  find(bundle) {
    const pinned = (JSON.parse(textOf(bundle, 'package.json')) as PackageFile).devDependencies?.['electron'] ?? ''
    const installed = (JSON.parse(textOf(bundle, 'node_modules/electron/package.json')) as PackageFile).version
    const { electronVersion: packed } = configOf(bundle)
    // The newest release that the locked packages know of: an upgrade of these tells when ours has grown old.
    const known = Object.keys(
      JSON.parse(textOf(bundle, 'node_modules/electron-to-chromium/full-versions.json')) as Record<string, string>
    )
    const newest = Math.max(...known.filter(version => !version.includes('-')).map(version => Number.parseInt(version)))
    return [
      ...demand(/^\d+\.\d+\.\d+$/.test(pinned), `package.json has electron ${pinned}, which is no exact version`),
      ...compareAll({ 'the installed version': pinned }, () => installed),
      ...compareAll({ 'the packed version': pinned }, () => packed),
      ...demand(Number.parseInt(pinned) > newest - supportedMajors, `${pinned} is too old: ${newest} is out`)
    ]
  }
}

export const packagingChecks: readonly Check[] = [fuses, archive, platforms, electronVersion]
