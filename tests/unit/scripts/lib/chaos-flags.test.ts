import { describe, expect, it } from 'vitest'
import { readChaosFlags } from '../../../../scripts/lib/chaos-flags.ts'

describe('flags of npm run test:chaos', () => {
  it('become what the suites read', () => {
    expect(readChaosFlags(['--kills', '100', '--seed=7'])).toEqual({
      ok: true,
      env: { COACHDESK_CHAOS_ROUNDS: '100', COACHDESK_CHAOS_SEED: '7' }
    })
    expect(readChaosFlags([])).toEqual({ ok: true, env: {} })
  })

  it.each([[['--kills', '0']], [['--kills', 'many']], [['--kill', '3']], [['3']]])('%j are refused', args => {
    expect(readChaosFlags(args)).toMatchObject({ ok: false })
  })
})
