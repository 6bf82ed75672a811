// docs/http-api.md names each endpoint, and what it counts for.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Endpoint } from '#server/http/endpoint.ts'
import { endpoints } from '#server/http/endpoints.ts'

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/http-api.md'), 'utf8')
const all: readonly Endpoint[] = Object.values(endpoints)
const served = all.map(({ method, path: pattern }) => `${method} ${pattern.replace(':local', ':id')}`)

/** `GET, PUT /:db/:id` in backticks, a query left out: one request for each method. */
function listRequests(text: string): readonly string[] {
  return [...text.matchAll(/`([A-Z]+(?:, [A-Z]+)*) (\/[^`? ]*)[^`]*`/g)].flatMap(([, methods = '', pattern = '']) =>
    methods.split(', ').map(method => `${method} ${pattern}`)
  )
}

test('the page of the HTTP interface names every endpoint', () => {
  const named = new Set(listRequests(page))
  expect(
    served.filter(request => !named.has(request)),
    'docs/http-api.md has no such request'
  ).toEqual([])
})

test('it names no request that is not served', () => {
  const unknown = listRequests(page).filter(request => !served.includes(request))
  expect(unknown, 'sync-server/http/endpoints.ts has no such request').toEqual([])
})

test('its line of requests says what each endpoint counts for', () => {
  const line = page.split('\n').find(text => text.startsWith('| requests ')) ?? ''
  const costs = all.flatMap(({ method, path: pattern, cost }) =>
    cost === undefined ? [] : [{ request: `\`${method} ${pattern}\``, cost }]
  )
  expect(costs.length).toBeGreaterThan(1)
  const unsaid = costs.filter(({ request, cost }) =>
    [`${request} counts ${cost},`, `${request} ${cost},`].every(words => !line.includes(words))
  )
  expect(unsaid, 'the line "requests" of docs/http-api.md does not say what it counts for').toEqual([])
})

test('requests are found in every form', () => {
  expect(listRequests('`GET, POST /:db/x`, `GET /_y?date=YYYY`, `_all_docs`, `POST` and `PUT /_z`')).toEqual([
    'GET /:db/x',
    'POST /:db/x',
    'GET /_y',
    'PUT /_z'
  ])
})
