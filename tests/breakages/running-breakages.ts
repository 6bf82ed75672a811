import { type Breakage, mainFile, preloadFile, replaceOne } from './breakage.ts'

/** A fault that shows only when the application runs. */
export interface RunningBreakage extends Breakage {
  /** Where the specification of tests/desktop that has to fail stands, and how its title begins. */
  readonly spec: { readonly file: string; readonly title: string }
}

const inMain = (name: string, file: string, title: string, edit: Breakage['edit']): RunningBreakage => ({
  name,
  file: mainFile,
  edit,
  spec: { file, title }
})

export const runningBreakages: readonly RunningBreakage[] = [
  inMain(
    'nobody checks who asks',
    'security.spec.ts',
    'a window that shows something else gets no answer',
    replaceOne('assertTrustedSender(event);', '')
  ),
  inMain(
    'arguments are taken as they come',
    'security.spec.ts',
    'arguments of another shape are refused',
    replaceOne('argumentSchemas[channel].safeParse(args)', '{ success: true, data: args }')
  ),
  inMain(
    'a window without the sandbox',
    'security.spec.ts',
    'the window is sandboxed, isolated and without Node',
    replaceOne('sandbox: true', 'sandbox: false')
  ),
  {
    name: 'any channel may be called',
    file: preloadFile,
    edit: replaceOne('if (!calls.has(channel))', 'if (false)'),
    spec: { file: 'security.spec.ts', title: 'channels outside the contract are refused' }
  },
  inMain(
    'pages without a policy',
    'security.spec.ts',
    'the policy of the page is exact, and holds',
    replaceOne(/"content-security-policy": createContentSecurityPolicy\(.*\),/, '')
  ),
  inMain(
    'an address leads out of the pages',
    'security.spec.ts',
    'only files of the pages are served, by GET',
    replaceOne('return file.startsWith(root + path.sep) ? file : void 0;', 'return file;')
  ),
  inMain(
    'pages answer every method',
    'security.spec.ts',
    'only files of the pages are served, by GET',
    replaceOne('if (method !== "GET")', 'if (false)')
  ),
  inMain(
    'pages may go anywhere',
    'security.spec.ts',
    'the page goes nowhere, opens nothing',
    replaceOne('if (!mayNavigate(details.url)) details.preventDefault();', '')
  ),
  inMain(
    'new windows open',
    'security.spec.ts',
    'the page goes nowhere, opens nothing',
    replaceOne('return { action: "deny" };', 'return { action: "allow" };')
  ),
  inMain(
    'any address is opened outside',
    'security.spec.ts',
    'over the bridge, too, only https and tel are opened',
    replaceOne('const address = toExternalAddress(text);', 'const address = text;')
  ),
  inMain(
    'every permission is granted',
    'security.spec.ts',
    'permissions are denied but for notifications',
    replaceOne('if (!granted.has(permission) || !URL.canParse(asking)) return false;', '')
  ),
  inMain(
    'no lock against a second instance',
    'links.spec.ts',
    'a second start hands its link over',
    replaceOne('if (app.requestSingleInstanceLock()) start();', 'if (app.requestSingleInstanceLock() || true) start();')
  ),
  inMain(
    'links with anything behind them are taken for ours',
    'links.spec.ts',
    'a second start hands its link over',
    replaceOne(
      'shape.exec(text)?.groups',
      String.raw`/^coachdesk:\/\/(?<place>session|calendar)\/(?<target>[0-9a-f-]+)/.exec(text)?.groups`
    )
  ),
  inMain(
    'the database engine that loses all on a full disk',
    'shell.spec.ts',
    'IndexedDB is on the SQLite engine',
    replaceOne('IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores', '')
  ),
  inMain(
    'a server is not remembered',
    'shell.spec.ts',
    'a server that was found is remembered',
    replaceOne('[...offered, ...readRemembered()]', '[...offered]')
  ),
  inMain(
    'a redirect is followed',
    'servers.spec.ts',
    'a redirect is not followed',
    replaceOne('redirect: "manual"', 'redirect: "follow"')
  ),
  inMain(
    'a window opens on a screen that is gone',
    'window.spec.ts',
    'a window on a screen that is gone comes back',
    replaceOne('return isGraspable(fitted, area) ? fitted : void 0;', 'return fitted;')
  ),
  inMain(
    'what was shown is not written down',
    'reminders.spec.ts',
    'which is not shown again, not even after a crash',
    replaceOne('await writeJsonFile(file, next);\n\t\tremembered = next;', 'remembered = next;')
  ),
  inMain(
    'secrets are stored readably though there is a key store',
    'secrets.spec.ts',
    'with a key store, secrets are sealed on the disk',
    replaceOne('if (form === "protected") await writeSealed(name, value);\n\t\t\telse ', '')
  ),
  inMain(
    'one bad setting costs all',
    'settings.spec.ts',
    'one bad field costs no other',
    replaceOne(
      'if (parsed.success) read[name] = parsed.data;',
      'if (parsed.success && badFields.length < 0) read[name] = parsed.data;'
    )
  )
]
