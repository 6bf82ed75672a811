/** The files of hosting that no test can run: what they name exists, and fits together. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '#server/startup/settings.ts'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { hostingFolder } from './build-image.ts'
import { readCompose, readComposed } from './compose-file.ts'
import { createContextFilter, parseDockerfile } from './dockerfile.ts'
import { readUnit } from './unit-file.ts'

const read = (name: string): string => readFileSync(path.join(hostingFolder, name), 'utf8')
const last = parseDockerfile(read('Dockerfile')).at(-1)
const imageEnvironment = Object.fromEntries(
  (last?.instructions ?? []).flatMap(({ name, rest }) => (name === 'ENV' ? [rest.split('=')] : []))
) as Readonly<Record<string, string>>

describe('compose.yaml', () => {
  const { services, volumes } = readCompose()
  const { coachdesk, caddy } = services

  it('builds from the root of the repository, by the Dockerfile that is tested', () => {
    expect(path.resolve(hostingFolder, coachdesk.build?.context ?? '')).toBe(projectRoot)
    expect(existsSync(path.join(projectRoot, coachdesk.build?.dockerfile ?? ''))).toBe(true)
  })

  it('lets Caddy alone reach the server, and waits for it', () => {
    expect(coachdesk.ports).toEqual([])
    expect(caddy.ports).toEqual(['80:80', '443:443', '443:443/udp'])
    expect(caddy.environment['COACHDESK_UPSTREAM']).toBe(`coachdesk:${imageEnvironment['COACHDESK_PORT']}`)
    expect(caddy.depends_on).toEqual({ coachdesk: { condition: 'service_healthy' } })
    expect(last?.instructions.some(({ name }) => name === 'HEALTHCHECK')).toBe(true)
  })

  it('keeps data and certificates in volumes, and lets the server write nowhere else', () => {
    const volume = last?.instructions.find(({ name }) => name === 'VOLUME')?.rest
    expect(coachdesk.volumes).toEqual([`data:${volume}`])
    expect(coachdesk).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(caddy.volumes).toEqual(['./Caddyfile:/etc/caddy/Caddyfile:ro', 'caddy-data:/data', 'caddy-config:/config'])
    expect(Object.keys(volumes)).toEqual(['data', 'caddy-data', 'caddy-config'])
  })

  it('gives settings that the server takes, from the one name that a person writes down', () => {
    const { environment } = readComposed({ COACHDESK_DOMAIN: 'desk.example.org' })
    expect(readSettings({ ...imageEnvironment, ...environment })).toMatchObject({
      ok: true,
      settings: {
        host: '0.0.0.0',
        publicUrl: 'https://desk.example.org',
        addresses: ['https://desk.example.org'],
        demo: false,
        transport: { kind: 'tls-proxy', trust: 1 }
      }
    })
    expect(() => readComposed({})).toThrow('.env')
    expect(read('env.example')).toMatch(/^COACHDESK_DOMAIN=/m)
  })
})

describe('the Caddyfile', () => {
  it('serves the one name, and passes feeds on at once', () => {
    const lines = read('Caddyfile')
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !line.startsWith('#'))
    expect(lines).toEqual([
      '{$COACHDESK_DOMAIN} {',
      'reverse_proxy {$COACHDESK_UPSTREAM:127.0.0.1:5985} {',
      'flush_interval -1',
      '}',
      '}'
    ])
  })
})

describe('the unit', () => {
  const unit = readUnit()

  it('gives settings that the server takes', () => {
    expect(readSettings({ ...unit.environment, ...unit.exampleSettings })).toMatchObject({
      ok: true,
      settings: { host: '127.0.0.1', publicUrl: 'https://desk.example.org', transport: { trust: 'loopback' } }
    })
  })

  it('writes into its state directory alone, and gains no rights', () => {
    const folder = `/var/lib/${unit.value('StateDirectory')}`
    for (const name of ['COACHDESK_DATA', 'COACHDESK_SETUP_FILE']) expect(unit.environment[name]).toMatch(`${folder}/`)
    for (const [name, value] of [
      ['StateDirectoryMode', '0700'],
      ['ProtectSystem', 'strict'],
      ['ProtectHome', 'yes'],
      ['NoNewPrivileges', 'yes'],
      ['CapabilityBoundingSet', ''],
      ['SystemCallErrorNumber', 'EPERM']
    ] as const) {
      expect([name, unit.value(name)]).toEqual([name, value])
    }
  })
})

describe('what Docker is sent', () => {
  const isSent = createContextFilter(read('Dockerfile.dockerignore'))
  it.each(['package-lock.json', 'sync-server/main.ts', 'renderer/index.html', 'docs/self-hosting.md'])(
    'holds %s',
    file => {
      expect(isSent(file)).toBe(true)
    }
  )
  it.each([
    'data/secret',
    'node_modules/zod/package.json',
    '.git/config',
    'out/web/index.html',
    '.env',
    'docs/mail.md'
  ])('holds no %s', file => {
    expect(isSent(file)).toBe(false)
  })
})
