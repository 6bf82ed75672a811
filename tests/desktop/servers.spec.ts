import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createPlainServer, type RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { test as base, expect } from './support/fixture.ts'
import { call } from './support/bridge.ts'
import { shareApp } from './support/shared-app.ts'

/** Listens on this computer until the test ends. */
type Listen = (server: Server | ReturnType<typeof createPlainServer>) => Promise<string>

// One application for all; the one server that it remembers comes last.
const shared = shareApp()
const test = base.extend<{ electronApp: ElectronApplication; listen: Listen }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
  electronApp: async ({}, use) => use(shared.app()),
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
  listen: async ({}, use) => {
    const servers: Parameters<Listen>[0][] = []
    await use(async server => {
      servers.push(server)
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve)
      })
      return `127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  }
})

const welcome: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ couchdb: 'Welcome', vendor: { name: 'CoachDesk' } }))
}

/** Comes with most systems, not with all. */
const certificateMaker = 'openssl'

/** A certificate that nobody vouches for. Undefined where this computer has nothing to make one. */
const makeCertificate = (folder: string): { readonly key: string; readonly cert: string } | undefined => {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject]
  try {
    execFileSync(certificateMaker, args, { stdio: 'ignore' })
  } catch {
    return undefined
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

test('a certificate that nobody vouches for is told as such, in words that do not tempt', async ({
  page,
  listen,
  scratch
}) => {
  const certificate = makeCertificate(scratch)
  if (certificate === undefined) {
    test.skip(true, `no ${certificateMaker} here to make a certificate`)
    return
  }
  const address = `https://${await listen(createServer(certificate, welcome))}`

  expect(await call(page, 'servers:check', address)).toEqual({
    kind: 'failed',
    problem: 'certificate',
    detail: expect.stringMatching(/^ERR_CERT_/)
  })
  await page.getByLabel('Server address').fill(address)
  await page.getByRole('button', { name: 'Connect' }).click()
  await expect(page.getByRole('alert')).toContainText('Do not go on from here')
})

test('a redirect is not followed, also where our server is behind it', async ({ page, listen, server }) => {
  const address = await listen(
    createPlainServer((_request, response) => {
      response.writeHead(302, { location: `${server.url}/` })
      response.end()
    })
  )
  expect(await call(page, 'servers:check', address)).toEqual({
    kind: 'failed',
    problem: 'not-a-server',
    detail: 'redirect'
  })
  expect((await call(page, 'app:describe')).servers).toEqual([])
})

test('encryption where there is none is unreachable, and a check asks for nothing but the welcome', async ({
  page,
  listen
}) => {
  const asked: string[] = []
  const address = await listen(
    createPlainServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} cookie=${request.headers.cookie ?? ''}`)
      welcome(request, response)
    })
  )
  expect(await call(page, 'servers:check', `https://${address}`)).toMatchObject({
    kind: 'failed',
    problem: 'unreachable'
  })
  expect(await call(page, 'servers:check', `${address}/app/#/calendar`)).toEqual({
    kind: 'ok',
    serverUrl: `http://${address}`,
    reload: true
  })
  expect(asked).toEqual(['GET / cookie='])
})
