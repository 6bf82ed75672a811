import { expect, it } from 'vitest'
import { describeAgent } from '#renderer/features/settings/describe-agent.ts'

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36 Edg/156.0', 'Edge', 'Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Electron/45.4.1 Safari/537.36', 'CoachDesk', 'Linux'],
  ['Mozilla/5.0 (Linux; Android 16; Pixel 10) Chrome/156.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/19.0 Safari/605.1.15', 'Safari', 'macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) FxiOS/150.0 Safari/605.1.15', 'Firefox', 'iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0 Safari/537.36', 'Chrome', 'Linux'],
  ['PouchDB', undefined, undefined]
])('%s', (agent, program, system) => {
  expect(describeAgent(agent)).toEqual({ program, system })
})
