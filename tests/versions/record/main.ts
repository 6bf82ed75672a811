// npm run record-version -- <version> <commit>: records a version as it stands at a commit into tests/versions/<version>.
// What is recorded, and how it is used: tests/versions/README.md. It takes some minutes, GNU tar and a Chromium.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findTool, projectRoot } from '../../../scripts/lib/project.ts'
import { bundle } from './bundle.ts'
import { checkOut } from './check-out.ts'
import { createPacker } from './pack.ts'
import { recordDesktop, run } from './record-desktop.ts'
import { recordLife } from './record-life.ts'

const [version, commit] = process.argv.slice(2)
if (version === undefined || commit === undefined) {
  console.error('npm run record-version -- <version> <commit>')
  process.exit(2)
}
// The first two versions had no entries of their own yet.
const later = `tests/versions/${version}/recording`
const isLater = existsSync(path.join(projectRoot, later))
const recording = isLater ? later : 'tests/versions/entries'
const target = path.join(projectRoot, 'tests/versions', version)
const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-record-'))
const inScratch = (name: string): string => path.join(scratch, name)
const root = inScratch('source')

try {
  const whole = execFileSync('git', ['rev-parse', `${commit}^{commit}`], { cwd: projectRoot, encoding: 'utf8' }).trim()
  console.log(`== source of ${whole}`)
  const packages = checkOut(whole, isLater ? recording : undefined, root)
  console.log(`packages: ${packages}`)

  console.log('== bundles')
  const bundles = { device: inScratch('bundles/device.mjs'), server: inScratch('bundles/server.mjs') }
  await bundle({ root, entry: `${recording}/device.ts`, outFile: bundles.device })
  await bundle({ root, entry: `${recording}/server.ts`, outFile: bundles.server })

  console.log('== life')
  const dataFolder = inScratch('data')
  const life = await recordLife({ server: path.join(root, recording, 'server.ts'), device: bundles.device, dataFolder })

  console.log('== web edition')
  await run(root, [findTool('vite', 'vite'), 'build', '--config', 'vite.config.ts', '--logLevel', 'warn'], {})

  console.log('== desktop')
  const profile = inScratch('profile')
  const { entries, ...desktop } = await recordDesktop({ root, recording, server: bundles.server, profile })
  // The key store's key, which the stand-in keeps beside the profile.
  cpSync(`${profile}.keyring`, path.join(profile, 'keyring'))

  console.log('== written')
  mkdirSync(target, { recursive: true })
  const packer = createPacker(target)
  packer.file('device.mjs', new Uint8Array(readFileSync(bundles.device)))
  packer.file('server.mjs', new Uint8Array(readFileSync(bundles.server)))
  // A server gives the files themselves where their compressed copies are missing.
  packer.folder('web', path.join(root, 'out/web'), ['.'], ['.br', '.gz'])
  packer.folder('data-folder', dataFolder)
  packer.file('documents.json', JSON.stringify(life.documents))
  packer.file('coach-device.json', JSON.stringify(life.dumps.coach))
  packer.file('student-device.json', JSON.stringify(life.dumps.student))
  packer.folder('desktop-profile', profile, [...entries, 'keyring'])
  const facts = { version, commit: whole, packages, ...life.facts, desktop }
  writeFileSync(path.join(target, 'recording.json'), `${JSON.stringify(facts, undefined, 2)}\n`)
  console.log(`${Math.ceil(packer.size / 1024)} kB`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
