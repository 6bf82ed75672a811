// Which part may import which. Run it through `npm run modules`: that also proves that the cruise saw every source file.

/** Packages that are dangerous, untyped or due to be replaced: each is known to exactly the files named here. */
const owners = [
  { package: 'express-pouchdb', files: '^sync-server/http/couch-protocol\\.ts$' },
  { package: 'pouchdb', files: '^sync-server/storage/engine/pouch-adapter\\.ts$' },
  { package: 'classic-level', files: '^sync-server/storage/engine/level-files\\.ts$' },
  { package: 'pouchdb-adapter-utils', files: '^sync-server/storage/engine/apply-document\\.ts$' },
  { package: 'electron-log', files: '^electron/main/log/open-log\\.ts$' },
  { package: 'electron-updater', files: '^electron/main/life/load-updater\\.ts$' },
  { package: 'ical.js', files: '^domain/calendar/read-busy-times\\.ts$' },
  { package: 'ipaddr.js', files: '^sync-server/busy-links/is-public-address\\.ts$' },
  { package: 'nodemailer', files: '^sync-server/mail/mailer\\.ts$' },
  { package: 'ts-ics', files: '^domain/calendar/write-calendar\\.ts$' },
  { package: 'temporal-polyfill', files: '^(domain/time/wall-clock|renderer/application/provide-temporal)\\.ts$' }
]

/** The same, where the file's name is its author's choice: at most one importer on each side. */
const singleImporters = [
  { package: '@mantine/schedule', side: 'renderer' },
  { package: 'react-markdown', side: 'renderer' },
  { package: 'libphonenumber-js', side: 'renderer' },
  { package: 'libphonenumber-js', side: 'sync-server' },
  { package: 'minisearch', side: 'renderer' },
  { package: 'jose', side: 'sync-server' }
]

/**
 * The renderer's layers, the lowest first, and what each may import; the order of the keys is the order of the imports.
 * `contract` is what screens can see and do, `application` builds the others, `shared` is what several screens do alike. A
 * feature imports no other feature.
 */
const rendererLayers = {
  contract: [],
  i18n: ['contract'],
  data: ['contract'],
  store: ['contract', 'data'],
  bridge: ['contract'],
  application: ['contract', 'data', 'store', 'bridge'],
  ui: ['contract', 'i18n', 'store', 'bridge'],
  shared: ['contract', 'store', 'bridge', 'ui'],
  features: ['contract', 'store', 'bridge', 'ui', 'shared'],
  app: ['contract', 'i18n', 'store', 'bridge', 'application', 'ui', 'shared', 'features'],
  dev: ['contract', 'i18n', 'store', 'bridge', 'ui', 'shared', 'features', 'app']
}

/** The server's, in the same way. `create-server.ts` and `main.ts` connect all of them. */
const serverLayers = {
  storage: [],
  logging: [],
  locks: [],
  identity: [],
  repair: ['storage'],
  audit: ['storage'],
  accounts: ['storage', 'repair', 'audit'],
  copies: ['storage'],
  gate: ['storage', 'logging', 'locks', 'repair', 'accounts', 'copies'],
  projector: ['storage', 'logging', 'locks', 'repair', 'copies'],
  'waiting-list': ['storage', 'logging', 'locks', 'copies', 'gate'],
  'busy-links': ['storage', 'logging', 'locks', 'copies', 'gate'],
  offered: ['storage', 'logging', 'locks', 'copies', 'gate'],
  bookings: ['storage', 'logging', 'locks', 'copies', 'gate', 'projector', 'waiting-list', 'busy-links', 'offered'],
  calendar: ['storage'],
  joining: ['storage', 'logging', 'audit', 'accounts', 'copies'],
  administration: ['storage', 'audit', 'accounts', 'bookings', 'joining'],
  mail: ['storage', 'logging', 'calendar', 'joining'],
  resets: ['logging', 'audit', 'accounts', 'bookings', 'joining', 'mail'],
  clock: ['storage', 'accounts'],
  http: [
    'storage',
    'logging',
    'locks',
    'identity',
    'audit',
    'accounts',
    'gate',
    'bookings',
    'administration',
    'calendar',
    'joining',
    'mail',
    'clock'
  ],
  startup: ['storage', 'logging', 'repair', 'audit', 'accounts', 'copies', 'gate', 'bookings', 'mail', 'clock', 'http'],
  demo: ['storage', 'logging', 'accounts', 'copies', 'gate', 'bookings', 'startup'],
  cli: ['storage', 'audit', 'accounts', 'joining', 'startup']
}

/** Inside the gate: its contract and its stores are known to all of it. */
const gateLayers = {
  revisions: [],
  memory: ['revisions'],
  kinds: ['revisions', 'memory'],
  pipeline: ['revisions', 'memory', 'kinds'],
  start: ['revisions', 'memory']
}
const gateContract = '^sync-server/gate/(gate-contract|gate-stores)\\.ts$'

const domainLayers = {
  model: [],
  wire: ['model'],
  actions: ['model'],
  time: ['model'],
  series: ['model', 'time'],
  rules: ['model', 'time', 'series'],
  versions: ['model', 'rules'],
  hours: ['model', 'time', 'rules', 'versions'],
  calendar: ['model', 'time', 'hours'],
  mail: ['model', 'time', 'rules', 'projection', 'calendar'],
  notices: ['model', 'versions'],
  'waiting-list': ['model', 'time', 'rules', 'versions', 'notices'],
  merge: ['model', 'time', 'rules', 'versions', 'hours', 'notices'],
  projection: ['model', 'time', 'series', 'rules', 'notices', 'merge'],
  insights: ['model', 'time', 'rules', 'projection'],
  'set-back': ['model', 'time', 'rules', 'notices', 'projection', 'merge']
}

const inPackage = name => `node_modules/${name}/`

/**
 * A folder imports itself, the layers below it, and the files that are known to all. A new folder stands in the list.
 * @param {string} root
 * @param {Readonly<Record<string, readonly string[]>>} layers
 * @param {readonly string[]} known
 */
const listLayerRules = (root, layers, known = []) => [
  ...Object.entries(layers).map(([layer, below]) => ({
    name: `layer-${root.replace('/', '-')}-${layer}`,
    comment: `${root}/${layer} imports ${below.join(', ') || 'no other layer'}.`,
    severity: 'error',
    from: { path: `^${root}/${layer}/` },
    to: { path: `^${root}/`, pathNot: [`^${root}/(${[layer, ...below].join('|')})/`, ...known] }
  })),
  {
    name: `layers-of-${root.replace('/', '-')}`,
    comment: 'A new folder is a layer, and stands in the list above.',
    severity: 'error',
    from: {},
    to: { path: `^${root}/[^/]+/`, pathNot: `^${root}/(${Object.keys(layers).join('|')})/` }
  }
]

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or want a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    {
      name: 'no-cycles-of-types',
      comment: 'What needs the shape of another part depends on it, too.',
      severity: 'error',
      from: { path: '^(domain|electron|renderer|scripts|sync-server)/' },
      to: { circular: true }
    },
    {
      name: 'no-cycles-of-folders-in-the-shell',
      comment: 'Folders of the main process that need each other are one folder, or want a third.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^electron/main/' },
      to: { circular: true }
    },
    ...Object.entries(rendererLayers).map(([layer, below]) => ({
      name: `renderer-layer-${layer}`,
      comment: `renderer/${layer} imports ${below.join(', ') || 'no other layer'}.`,
      severity: 'error',
      from: { path: `^renderer/${layer}/` },
      to: { path: '^renderer/', pathNot: `^renderer/(${[layer, ...below].join('|')})/` }
    })),
    {
      name: 'renderer-has-these-layers',
      comment: 'A new folder is a layer, and stands in the list above; main.tsx is imported by nobody.',
      severity: 'error',
      from: {},
      to: { path: '^renderer/', pathNot: `^renderer/(${Object.keys(rendererLayers).join('|')})/` }
    },
    {
      name: 'features-know-no-other-feature',
      comment: 'What two of them need is in shared/ or ui/.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' }
    },
    ...listLayerRules('sync-server', serverLayers),
    ...listLayerRules('sync-server/gate', gateLayers, [gateContract]),
    ...listLayerRules('domain', domainLayers, ['^domain/[^/]+\\.ts$']),
    {
      name: 'gate-and-bookings-are-known-by-their-contracts',
      comment: 'What people push and get back is all that these parts know of the gate.',
      severity: 'error',
      from: { path: '^sync-server/(http|demo|projector|accounts)/' },
      to: {
        path: '^sync-server/(gate|bookings)/',
        pathNot: '^sync-server/(gate/gate|bookings/bookings)-contract\\.ts$'
      }
    },
    {
      name: 'the-server-is-built-at-the-top',
      comment: 'Only what starts a process builds a server.',
      severity: 'error',
      from: { path: '^sync-server/[^/]+/' },
      to: { path: '^sync-server/[^/]+\\.ts$' }
    },
    {
      name: 'domain-is-pure',
      comment:
        'The domain imports itself, zod and (in one file each) temporal-polyfill, ts-ics and ical.js: no platform, no framework.',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        pathNot: [
          '^domain/',
          inPackage('zod'),
          inPackage('temporal-polyfill'),
          inPackage('ts-ics'),
          inPackage('ical.js')
        ]
      }
    },
    {
      name: 'server-knows-no-client',
      comment: 'The sync server rests on the domain alone; the built web edition reaches it as files.',
      severity: 'error',
      from: { path: '^sync-server/' },
      to: { path: '^(renderer|electron|tests|tools|scripts)/' }
    },
    {
      name: 'renderer-knows-no-server',
      comment: 'The renderer speaks to the server over HTTP and to the shell over the typed bridge.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(sync-server|tests|tools|scripts)/' }
    },
    {
      name: 'renderer-takes-only-types-of-the-bridge',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'shell-knows-no-server-and-no-screen',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(sync-server|renderer|tests|tools|scripts)/' }
    },
    {
      name: 'renderer-runs-in-a-browser',
      comment: 'Node built-ins do not exist in the sandboxed renderer.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'product-code-imports-no-tests-and-no-tools',
      severity: 'error',
      from: { path: '^(domain|electron|renderer|sync-server|scripts)/' },
      to: { path: '^(tests|tools)/' }
    },
    {
      name: 'server-runs-on-dependencies-alone',
      comment: 'An installation without devDependencies must start. Types vanish.',
      severity: 'error',
      from: { path: '^sync-server/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' }
    },
    {
      name: 'declared-packages-only',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'everything-resolves',
      comment: 'virtual: modules are made by the build.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' }
    },
    ...owners.map(({ package: name, files }) => ({
      name: `only-one-file-imports-${name}`,
      comment: `${name} is reached through ${files}.`,
      severity: 'error',
      from: { path: '^(domain|electron|renderer|sync-server|scripts)/', pathNot: files },
      to: { path: inPackage(name), dependencyTypesNot: ['type-only'] }
    })),
    ...singleImporters.map(({ package: name, side }) => ({
      name: `one-importer-of-${name.replace('@', '').replace('/', '-')}-in-${side}`,
      comment: `${name} hides behind one file of ${side}/.`,
      severity: 'error',
      from: { path: `^${side}/` },
      module: { path: inPackage(name), numberOfDependentsMoreThan: 1 }
    }))
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^((out|dist|data|coverage|test-results|playwright-report)/|tests/versions/[^/]+/recording/)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts']
    }
  }
}
