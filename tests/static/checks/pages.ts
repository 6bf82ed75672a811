import path from 'node:path'
import { type Bundle, mainOf, textOf } from '../support/bundle.ts'
import { runDeclaration } from '../support/run-declaration.ts'
import { childrenOf, findFunctionCalls, findMethodCalls, propertiesOf, valueOf } from '../support/syntax.ts'
import { type Check, compareAll, demand } from './check.ts'

const scheme: Check = {
  name: 'pages come from a standard, secure scheme that supports fetch and bypasses no policy',
  find(bundle) {
    const { program } = mainOf(bundle)
    const calls = findMethodCalls(program, 'registerSchemesAsPrivileged')
    const schemes = childrenOf(childrenOf(calls[0], 'arguments')[0], 'elements')
    const privileges = propertiesOf(propertiesOf(schemes[0]).get('privileges'))
    return [
      ...demand(calls.length === 1 && schemes.length === 1, 'not exactly one scheme has privileges'),
      ...compareAll({ standard: true, secure: true, supportFetchAPI: true }, name => valueOf(privileges.get(name))),
      ...demand(privileges.size === 3, `privileges: ${[...privileges.keys()].join(', ')}`),
      ...demand(findFunctionCalls(program, 'registerPageScheme').length === 1, 'registerPageScheme is not called'),
      ...['loadFile', 'interceptFileProtocol', 'registerFileProtocol'].flatMap(name =>
        findMethodCalls(program, name).map(() => `${name} is called`)
      )
    ]
  }
}

type Handler = (request: { readonly method: string; readonly url: string }) => Promise<Response>

/** The protocol's handler as it ships, over a source that holds one page. */
function openPages(bundle: Bundle): Handler {
  let handler: Handler | undefined
  const protocol = { handle: (_scheme: string, given: Handler) => void (handler = given) }
  const source = (): Promise<unknown> => Promise.resolve({ type: 'text/html', body: new Uint8Array([60]) })
  const service = { source, readServers: () => ['https://sync.example:8443'] }
  runDeclaration(mainOf(bundle), 'servePages', [service], { protocol })
  if (handler === undefined) throw new Error('servePages registers no handler')
  return handler
}

/** Every directive, and no other. */
const policy: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self' https://sync.example:8443",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'worker-src': "'none'"
}

const strictPolicy: Check = {
  name: 'every page carries the strict policy, with the configured servers and no others',
  async find(bundle) {
    const answer = await openPages(bundle)({ method: 'GET', url: 'app://coachdesk/index.html' })
    const sent = answer.headers.get('content-security-policy') ?? ''
    const directives = new Map(
      sent.split('; ').map(directive => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values.join(' ')]
      })
    )
    return [
      ...compareAll(policy, name => directives.get(name)),
      ...[...directives.keys()].filter(name => !(name in policy)).map(name => `the policy has ${name}`),
      ...demand(answer.headers.get('x-content-type-options') === 'nosniff', 'types may be guessed'),
      ...demand(answer.headers.get('referrer-policy') === 'no-referrer', 'addresses may be told to servers')
    ]
  }
}

const getAlone: Check = {
  name: 'pages answer GET alone',
  async find(bundle) {
    const handle = openPages(bundle)
    const methods = ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']
    const answers = await Promise.all(methods.map(async method => ({ method, ...(await statusOf(handle, method)) })))
    return answers.filter(({ status }) => status !== 405).map(({ method }) => `${method} is answered`)
  }
}

async function statusOf(handle: Handler, method: string): Promise<{ readonly status: number }> {
  const { status } = await handle({ method, url: 'app://coachdesk/index.html' })
  return { status }
}

const root = path.resolve('/pages/renderer')
const traversals = [
  '../secret.html',
  '..%2fsecret.html',
  '%2e%2e/secret.html',
  '%2e%2e%2fsecret.html',
  'assets/../../secret.html',
  'assets/%2e%2e/%2e%2e/secret.html',
  '..%5csecret.html',
  '..%255csecret.html',
  '%2fetc/passwd',
  '//etc/passwd',
  'index.html%00.png',
  '..%2frenderer-other%2findex.html',
  '%'
]

const noTraversal: Check = {
  name: 'no address leads to a file outside the pages',
  find(bundle) {
    const main = mainOf(bundle)
    const resolve = (url: string): string | undefined =>
      runDeclaration(main, 'resolvePageFile', [root, 'app://coachdesk', url]) as string | undefined
    const outside = [...traversals.map(address => `app://coachdesk/${address}`), 'app://other/index.html', 'nonsense']
    return [
      ...outside.flatMap(url => {
        const file = resolve(url)
        return demand(file?.startsWith(root + path.sep) !== false, `${url} leads to ${file ?? 'nothing'}`)
      }),
      ...demand(resolve('app://other/index.html') === undefined, 'another host is answered'),
      ...demand(resolve('app://coachdesk/a%5c..%5c..%5cb') === undefined, 'a backslash is taken for a name'),
      ...demand(resolve('app://coachdesk/') === path.join(root, 'index.html'), 'the first page is not found')
    ]
  }
}

const cleanHtml: Check = {
  name: 'the page has no inline code and no remote address',
  find(bundle) {
    const html = textOf(bundle, 'out/renderer/index.html')
    const patterns: Readonly<Record<string, RegExp>> = {
      'an inline script': /<script(?![^>]*\ssrc=)[^>]*>/i,
      'an inline style': /<style|\sstyle=/i,
      'an inline handler': /\son[a-z]+=/i,
      'a remote address': /(?:https?:|["'(])\/\//i,
      'a policy of its own': /http-equiv/i,
      'a frame': /<(?:iframe|frame|object|embed|webview|base)\b/i
    }
    return Object.entries(patterns).flatMap(([what, pattern]) => demand(!pattern.test(html), `the page has ${what}`))
  }
}

export const pageChecks: readonly Check[] = [scheme, strictPolicy, getAlone, noTraversal, cleanHtml]
