import { strict } from '../core/not-simulated.ts'
import { startOptions } from '../core/start-options.ts'

/** The switches that Chromium will be started with: those of the command line, and what the app adds before `ready`. */
export const switches = new Map(startOptions.switches)

export const commandLine = strict('app.commandLine', {
  appendSwitch: (name: string, value = '') => void switches.set(name.toLowerCase(), value),
  appendArgument() {},
  hasSwitch: (name: string) => switches.has(name),
  getSwitchValue: (name: string) => switches.get(name) ?? '',
  removeSwitch: (name: string) => void switches.delete(name)
})
