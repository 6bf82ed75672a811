// npm run package:server [-- <folder>]: the sync server with its built web edition, as dist/coachdesk-server-<version>.tar.gz, or laid into
// a folder. docs/self-hosting.md.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { buildWeb } from './lib/build-web.ts'
import { projectRoot } from './lib/project.ts'
import { layServerPackage, serverPackageName } from './lib/server-package.ts'

const dist = path.join(projectRoot, 'dist')

const pack = async (): Promise<readonly string[]> => {
  const built = await buildWeb()
  if (built.kind === 'failed') return ['The web edition could not be built:', built.output]
  const [folder] = process.argv.slice(2)
  if (folder !== undefined) {
    layServerPackage(path.resolve(folder))
    console.log(folder)
    return []
  }
  const name = serverPackageName()
  layServerPackage(path.join(dist, name))
  console.log(path.join('dist', name))
  const { status, error } = spawnSync('tar', ['-czf', `${name}.tar.gz`, name], { cwd: dist, stdio: 'inherit' })
  if (status !== 0)
    return [`The folder could not be packed into one file (${error?.message ?? `tar ended with ${status}`}).`]
  console.log(path.join('dist', `${name}.tar.gz`))
  return []
}

const problems = await pack()
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
