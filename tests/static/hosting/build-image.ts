import {
  chmodSync,
  chownSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { layNode, runChild, unprivileged } from './child.ts'
import { createContextFilter, type Instruction, parseDockerfile, type Stage } from './dockerfile.ts'

export const hostingFolder = path.join(projectRoot, 'sync-server/hosting')
const readHosting = (name: string): string => readFileSync(path.join(hostingFolder, name), 'utf8')

/** What a Dockerfile makes, in a folder in the place of a container's root. */
export interface BuiltImage {
  /** A folder of its own for the whole build; every user may enter it. */
  readonly scratch: string
  /** Where a path of the image lies. */
  inside(absolute: string): string
  /** Where a path of the stage that builds lies. */
  insideBuild(absolute: string): string
  /** With a Node on it. */
  readonly path: string
  readonly workFolder: string
  readonly env: Readonly<Record<string, string>>
  readonly user: string
  readonly volumes: readonly string[]
  readonly command: readonly string[]
  readonly healthCommand: readonly string[]
  remove(): void
}

interface StageRun {
  readonly root: string
  env: Record<string, string>
  workFolder: string
  user: string
  volumes: string[]
  command: readonly string[]
  healthCommand: readonly string[]
}

/** This one step is not run: the packages of development are installed already, from the same lock file. */
const developmentInstall = 'npm ci --no-audit --no-fund'

/**
 * Does what `docker build` would: each step of the Dockerfile in its order, with the files that Docker would be sent, on this machine's
 * system instead of the base image's. The image's user `node` is `nobody` here.
 * @throws where a step fails, or is of a kind that this does not know
 */
export async function buildImage(): Promise<BuiltImage> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-image-'))
  chmodSync(scratch, 0o755)
  const nodePath = layNode(path.join(scratch, 'bin'))
  const stages = parseDockerfile(readHosting('Dockerfile'))
  const isSent = createContextFilter(readHosting('Dockerfile.dockerignore'))
  const runByName = new Map<string, StageRun>()

  for (const [at, stage] of stages.entries()) {
    const run: StageRun = {
      root: path.join(scratch, stage.name ?? `stage-${at}`),
      env: {},
      workFolder: '/',
      user: 'root',
      volumes: [],
      command: [],
      healthCommand: []
    }
    runByName.set(stage.name ?? '', run)
    mkdirSync(run.root)
    for (const instruction of stage.instructions) await follow(instruction, run, stage)
  }
  const image = runByName.get('')
  const building = runByName.get('build')
  if (image === undefined || building === undefined) throw new Error('the Dockerfile lacks a stage')
  return {
    scratch,
    inside: absolute => path.join(image.root, absolute),
    insideBuild: absolute => path.join(building.root, absolute),
    path: nodePath,
    workFolder: image.workFolder,
    env: image.env,
    user: image.user,
    volumes: image.volumes,
    command: image.command,
    healthCommand: image.healthCommand,
    remove: () => rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }

  async function follow({ name, rest }: Instruction, run: StageRun, stage: Stage): Promise<void> {
    switch (name) {
      case 'WORKDIR':
        run.workFolder = rest
        mkdirSync(path.join(run.root, rest), { recursive: true })
        break
      case 'ENV': {
        const [, key = '', value = ''] = rest.match(/^(\w+)=(\S*)$/) ?? []
        run.env[key] = value
        break
      }
      case 'USER':
        run.user = rest
        break
      case 'VOLUME':
        run.volumes.push(rest)
        break
      case 'CMD':
        run.command = JSON.parse(rest) as readonly string[]
        break
      case 'HEALTHCHECK':
        run.healthCommand = JSON.parse(rest.replace(/^.*?CMD /, '')) as readonly string[]
        break
      case 'COPY':
        copy(rest, run)
        break
      case 'RUN':
        await perform(rest, run, stage)
        break
      case 'EXPOSE':
        break
      default:
        throw new Error(`this test does not know the instruction ${name}`)
    }
  }

  function copy(rest: string, run: StageRun): void {
    const [, from] = rest.match(/^--from=(\S+)/) ?? []
    const words = rest.replace(/^--from=\S+\s+/, '').split(/\s+/)
    const target = path.resolve(path.join(run.root, run.workFolder), words.at(-1) ?? '')
    for (const source of words.slice(0, -1)) {
      if (from !== undefined) {
        cpSync(path.join(runByName.get(from)?.root ?? '', source), target, { recursive: true, verbatimSymlinks: true })
      } else for (const file of listSent(source)) cpSync(path.join(projectRoot, file), path.join(target, file))
    }
  }

  /** Of a folder, or the one file. */
  function listSent(source: string): readonly string[] {
    if (source !== '.') {
      if (!isSent(source)) throw new Error(`Docker is not sent ${source}`)
      return [source]
    }
    const isOther = (name: string): boolean => ['node_modules', '.git', 'out', 'dist'].includes(name)
    return globSync('**', { cwd: projectRoot, withFileTypes: true, exclude: entry => isOther(entry.name) })
      .filter(entry => entry.isFile())
      .map(entry => path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
      .filter(isSent)
  }

  async function perform(line: string, run: StageRun, stage: Stage): Promise<void> {
    const cwd = path.join(run.root, run.workFolder)
    if (line === developmentInstall && stage.name === 'build') {
      // As a build of before leaves it: taken over where it is of the very files that Docker is sent, and built otherwise.
      cpSync(path.join(projectRoot, 'out/web'), path.join(cwd, 'out/web'), { recursive: true })
      cpSync(path.join(projectRoot, 'out/web.hash'), path.join(cwd, 'out/web.hash'))
      symlinkSync(path.join(projectRoot, 'node_modules'), path.join(cwd, 'node_modules'))
      return
    }
    const here = line
      .replaceAll(/(?<=\s)\/(?=\w)/g, `${run.root}/`)
      .replaceAll(/ -([og]) node\b/g, unprivileged.uid === undefined ? '' : ` -$1 ${unprivileged.uid}`)
    await runChild(here, { cwd, env: { ...createNpmEnvironment(), ...run.env, PATH: nodePath } })
  }
}

/** npm knows its cache and its registry, and nothing of the project that these tests are run in. */
function createNpmEnvironment(): Record<string, string> {
  const kept =
    /^(npm_config_(cache|registry|userconfig|globalconfig|cafile)|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i
  const own = Object.entries(process.env).flatMap(([name, value = '']) =>
    kept.test(name) ? [[name, value] as const] : []
  )
  return { HOME: homedir(), npm_config_prefer_offline: 'true', ...Object.fromEntries(own) }
}

/** Gives a folder to the user that the server runs as. */
export function giveAway(folder: string): void {
  const { uid, gid } = unprivileged
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
}
