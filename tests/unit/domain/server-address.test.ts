import { expect, test } from 'vitest'
import { readServerAddress } from '#domain/server-address.ts'

test.each([
  ['https://desk.example.org/app/', 'https://desk.example.org'],
  [' desk.example.org ', 'https://desk.example.org'],
  ['desk.example.org:8443', 'https://desk.example.org:8443'],
  ['localhost:5985', 'http://localhost:5985'],
  ['127.0.0.1:5985/app', 'http://127.0.0.1:5985'],
  ['desk.localhost:5985', 'http://desk.localhost:5985'],
  ['[::1]:5985', 'http://[::1]:5985'],
  ['LOCALHOST:5985', 'http://localhost:5985'],
  ['localhosting.example', 'https://localhosting.example'],
  ['localhost.example.org', 'https://localhost.example.org'],
  ['127.example.org', 'https://127.example.org'],
  ['http://10.0.0.5', 'http://10.0.0.5'],
  [' http://192.168.1.5:5985/ ', 'http://192.168.1.5:5985'],
  ['127.0.0.1:5985/', 'http://127.0.0.1:5985'],
  ['https://desk.example.org/app/#/calendar', 'https://desk.example.org']
])('%s means %s', (typed, expected) => {
  expect(readServerAddress(typed)).toBe(expected)
})

test.each([
  '',
  'not an address',
  'ftp://desk.example.org',
  'javascript:alert(1)',
  'https://',
  'example.org/team-b/',
  'https://user:secret@example.org'
])('%s is no server address', typed => {
  expect(readServerAddress(typed)).toBeUndefined()
})
