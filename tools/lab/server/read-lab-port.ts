import { StartupError } from '#server/startup/startup-error.ts'

/** Not the sync server's, so that both can run. */
const defaultPort = 5990
/** The devices take the next three ports. */
const highestPort = 65_532

/** @throws StartupError where it is no port */
export function readLabPort(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= highestPort) return port
  throw new StartupError([`COACHDESK_LAB_PORT must be a whole number from 0 to ${highestPort}, and is ${text}.`])
}
