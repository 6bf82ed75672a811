import { afterEach, describe, expect, it } from 'vitest'
import { welcomeSchema } from '#domain/wire/welcome.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { demoPassword, demoPeople } from '#server/demo/people.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let host: TestServer | undefined
afterEach(async () => {
  await host?.remove()
  host = undefined
})

const startDemo = async (): Promise<TestServer> =>
  (host = await startTestServer({ createBookingsEngine, settings: { demo: true } }))

const readWelcome = async ({ url }: { readonly url: string }, headers: Record<string, string> = {}) => {
  const text = await (await fetch(`${url}/`, { headers: { accept: 'application/json', ...headers } })).text()
  return { text, demo: welcomeSchema.parse(JSON.parse(text)).demo }
}
const namesOf = (demo: Awaited<ReturnType<typeof readWelcome>>['demo']) => demo?.people.map(({ name }) => name) ?? []
const allNames = demoPeople.map(({ name }) => name)

describe('a demo', () => {
  it('names its people, with whom everybody can sign in', async () => {
    const server = await startDemo()
    const { demo } = await readWelcome(server)
    expect(demo?.people).toEqual(demoPeople.map(({ name, displayName, role }) => ({ name, displayName, role })))
    const [first] = demo?.people ?? []
    const answer = await fetch(`${server.url}/_session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: first?.name, password: demo?.password })
    })
    expect(answer.status).toBe(200)
  })

  it('names nobody any more who has another password or is disabled, and all others again after a restart', async () => {
    let server = await startDemo()
    const { directory, service } = server.server
    await service.setPassword(directory.findByName('mara')?.id ?? '', 'a password of her own')
    await service.setDisabled(directory.findByName('owen')?.id ?? '', true)
    const others = allNames.filter(name => name !== 'mara' && name !== 'owen')
    expect(namesOf((await readWelcome(server)).demo)).toEqual(others)
    server = host = await server.restart()
    expect(namesOf((await readWelcome(server)).demo)).toEqual(others)
  })

  it('in a folder that was in use before gives away no name of a person whom it did not make', async () => {
    const server = (host = await startTestServer({ createBookingsEngine }))
    await server.addAccount('mara', 'coach')
    await server.addAccount('zoe', 'student')
    await server.server.stop()
    host = await startTestServer({ createBookingsEngine, settings: { demo: true }, dataFolder: server.dataFolder })
    const { demo, text } = await readWelcome(host)
    expect(demo).toBeUndefined()
    expect(text).not.toMatch(/mara|zoe|Person/)
  })
})

describe('a server that is no demo', () => {
  it('says nothing of people, whatever its data folder holds and however it is asked', async () => {
    const demo = await startDemo()
    await demo.server.stop()
    host = await startTestServer({ createBookingsEngine, dataFolder: demo.dataFolder })
    const { url } = host
    const asked = [
      await readWelcome(host),
      await readWelcome(host, { 'x-demo': '1', cookie: 'demo=1', referer: `${url}/app/?demo=1` })
    ].map(({ text }) => text)
    for (const path of ['/?demo=1', '/?demo=true', '/_up?demo=1', '/_demo', '/_session?demo=1', '/_users/_all_docs'])
      asked.push(await (await fetch(url + path, { headers: { accept: 'application/json' } })).text())
    const secrets = [demoPassword, ...demoPeople.flatMap(({ name, displayName }) => [`"${name}"`, displayName])]
    for (const text of asked) for (const secret of secrets) expect(text).not.toContain(secret)
    expect(Object.keys(JSON.parse(asked[0] ?? '') as object)).toEqual(['couchdb', 'version', 'features', 'vendor'])
  })
})
