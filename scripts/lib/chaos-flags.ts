import { parseArgs } from 'node:util'

const variableByFlag = {
  kills: 'COACHDESK_CHAOS_ROUNDS',
  races: 'COACHDESK_CHAOS_RACES',
  cuts: 'COACHDESK_CHAOS_CUTS',
  storms: 'COACHDESK_CHAOS_STORMS',
  requests: 'COACHDESK_HOSTILE_REQUESTS',
  acts: 'COACHDESK_HOSTILE_ACTS',
  seed: 'COACHDESK_CHAOS_SEED'
} as const

export const chaosUsage = `Flags, each with a whole number above 0: ${Object.keys(variableByFlag)
  .map(flag => `--${flag}`)
  .join(', ')}`

export type ChaosFlags =
  | { readonly ok: true; readonly env: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: string }

/** What the command line asks for, as the environment that the suites read. */
export const readChaosFlags = (args: readonly string[]): ChaosFlags => {
  const options = Object.fromEntries(Object.keys(variableByFlag).map(flag => [flag, { type: 'string' } as const]))
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true })
    const env = Object.entries(values).map(([flag, value]) => {
      if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw new Error(`--${flag} is not such a number`)
      return [variableByFlag[flag as keyof typeof variableByFlag], value] as const
    })
    return { ok: true, env: Object.fromEntries(env) }
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) }
  }
}
