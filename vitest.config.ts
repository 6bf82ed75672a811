import { defineConfig } from 'vitest/config'

const second = 1000
/** Dexie looks for it once, when it is loaded. */
const indexedDb = 'fake-indexeddb/auto'

interface ProjectShape {
  readonly name: string
  readonly include: readonly string[]
  readonly environment?: 'node' | 'happy-dom'
  /** What the slowest sound test of the kind needs on two busy cores; longer means that it hangs. */
  readonly timeoutMs: number
  /** Runs once before the project's files. */
  readonly globalSetup?: string
  /** Runs before each file, in its worker. */
  readonly setup?: string
  /** Paths that are another project's. */
  readonly exclude?: readonly string[]
  /** Whether each file has a worker of its own, with nothing in it that another file has loaded. */
  readonly isolate?: boolean
}

const createProject = ({
  name,
  include,
  exclude = [],
  environment = 'node',
  timeoutMs,
  globalSetup,
  setup,
  isolate = false
}: ProjectShape) => ({
  extends: true as const,
  test: {
    name,
    include: [...include],
    exclude: [...exclude, ...(environment === 'node' ? ['**/*.dom.test.tsx'] : [])],
    environment,
    isolate,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    ...(globalSetup === undefined ? {} : { globalSetup }),
    ...(setup === undefined ? {} : { setupFiles: [setup] })
  }
})

export default defineConfig({
  test: {
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    maxWorkers: 2,
    // A state that a busy machine reaches later is reached: a second, as vitest has it, says nothing.
    expect: { poll: { timeout: 20 * second } },
    // A worker loads each module once, not once for every file: half of the time. Who changes what is shared puts it back.
    isolate: false,
    projects: [
      createProject({
        name: 'unit',
        include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/property/**/*.test.ts'],
        timeoutMs: 60 * second
      }),
      createProject({
        name: 'unit-dom',
        include: ['tests/unit/**/*.dom.test.tsx'],
        environment: 'happy-dom',
        timeoutMs: 60 * second,
        setup: 'tests/unit/renderer/prepare-dom.ts'
      }),
      createProject({
        name: 'contract',
        include: ['tests/contract/**/*.test.ts'],
        exclude: ['tests/contract/couchdb-clients/**'],
        timeoutMs: 60 * second,
        setup: indexedDb
      }),
      // Other people's programs: what one of them makes of the globals of its process is not to meet another.
      createProject({
        name: 'contract-clients',
        include: ['tests/contract/couchdb-clients/**/*.test.ts'],
        timeoutMs: 60 * second,
        setup: indexedDb,
        isolate: true
      }),
      createProject({ name: 'simulation', include: ['tests/simulation/**/*.test.ts'], timeoutMs: 180 * second }),
      createProject({ name: 'model', include: ['tests/model/**/*.test.ts'], timeoutMs: 600 * second }),
      createProject({
        name: 'integration',
        include: ['tests/integration/**/*.test.ts'],
        timeoutMs: 120 * second,
        setup: indexedDb
      }),
      // Recorded devices and servers run in threads of their own.
      createProject({ name: 'versions', include: ['tests/versions/*.test.ts'], timeoutMs: 120 * second }),
      createProject({
        name: 'desktop-static',
        include: ['tests/static/**/*.test.ts', 'tests/breakages/**/*.test.ts'],
        timeoutMs: 180 * second,
        globalSetup: 'tests/static/support/build-first.ts'
      }),
      createProject({ name: 'chaos', include: ['tests/chaos/**/*.test.ts'], timeoutMs: 600 * second }),
      createProject({ name: 'hostile', include: ['tests/hostile/**/*.test.ts'], timeoutMs: 600 * second })
    ]
  }
})
