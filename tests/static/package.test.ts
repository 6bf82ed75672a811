/** What `npm run package` makes, packed for Linux around a stand-in for Electron's program. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBundle } from './support/bundle.ts'
import { packApp, type PackedApp } from './support/packed-app.ts'
import { projectRoot } from '../../scripts/lib/project.ts'

let app: PackedApp
beforeAll(async () => {
  app = await packApp()
})
afterAll(() => app.remove())

/** The files of the archive, without its folders. */
const listFiles = (): readonly string[] => {
  const entries = listPackage(app.archive, { isPack: false }).map(entry => entry.split(path.sep).join('/').slice(1))
  return entries.filter(entry => !entries.some(other => other.startsWith(`${entry}/`))).sort()
}

describe('the archive', () => {
  it('holds the built bundles and package.json, and not one file more', () => {
    expect(listFiles()).toEqual([...readBundle().files, 'package.json'].sort())
  })

  it('holds of the main process its entry, the updater and the icons', () => {
    const icons = globSync('*.png', { cwd: path.join(projectRoot, 'electron/assets') }).map(name => `assets/${name}`)
    const main = listFiles().flatMap(file => (file.startsWith('out/main/') ? [file.slice('out/main/'.length)] : []))
    expect(main).toEqual([...icons, 'index.js', 'load-updater.js'].sort())
  })

  it('says in package.json what the runtime needs, and nothing of servers or development', () => {
    const shipped = JSON.parse(readFileSync(path.join(app.extracted, 'package.json'), 'utf8')) as object
    const said = Object.entries(shipped).flatMap(([name, value]) => (value === null ? [] : [name]))
    expect(shipped).toMatchObject({ type: 'module', main: 'out/main/index.js', desktopName: 'coachdesk.desktop' })
    for (const name of ['dependencies', 'devDependencies', 'scripts', 'imports', 'allowScripts']) {
      expect(said).not.toContain(name)
    }
  })
})

describe('the program', () => {
  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(app.program)
    const isOn = (fuse: FuseV1Options): boolean => Number(wire[fuse]) === '1'.charCodeAt(0)
    expect({
      runAsNode: isOn(FuseV1Options.RunAsNode),
      cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
      nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      nodeCliInspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocolPrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges)
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeCliInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      browserSnapshot: false,
      fileProtocolPrivileges: false
    })
  })
})

describe('the installer', () => {
  it('names the update feed that it was built with', () => {
    const feed = load(readFileSync(path.join(app.resources, 'app-update.yml'), 'utf8'))
    expect(feed).toMatchObject({ provider: 'generic', url: 'https://updates.example/desktop' })
  })

  it('makes the desktop open coachdesk:// links and know the window', () => {
    const lines = app.report.desktopEntry.split('\n')
    for (const line of [
      'Name=CoachDesk',
      'Exec=/opt/CoachDesk/coachdesk %U',
      'Icon=coachdesk',
      'StartupWMClass=coachdesk',
      'MimeType=x-scheme-handler/coachdesk;',
      'Categories=Office;'
    ]) {
      expect(lines).toContain(line)
    }
  })

  it('carries the icons in every size, and who maintains it', () => {
    const given = app.report.debArguments
    for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
      const target = `/usr/share/icons/hicolor/${size}x${size}/apps/coachdesk.png`
      expect(given.filter(argument => argument.endsWith(`=${target}`))).toHaveLength(1)
    }
    expect(given).toContain('CoachDesk maintainers <maintainers@coachdesk.invalid>')
  })
})
