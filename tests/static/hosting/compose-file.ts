import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { hostingFolder } from './build-image.ts'

const serviceSchema = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.string(),
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string())
})
const composeSchema = z.object({
  services: z.object({ coachdesk: serviceSchema.loose(), caddy: serviceSchema }),
  volumes: z.record(z.string(), z.unknown())
})

export const readCompose = () =>
  composeSchema.parse(load(readFileSync(path.join(hostingFolder, 'compose.yaml'), 'utf8')))

/** The server's part, with the values that a person writes into `.env`. @throws where one that must be there is not */
export function readComposed(values: Readonly<Record<string, string>>) {
  const fill = (text: string): string =>
    text.replaceAll(/\$\{(\w+)(?::\?([^}]*))?\}/g, (_, name: string, complaint?: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(complaint ?? `${name} is not set`)
      return value
    })
  const { environment } = readCompose().services.coachdesk
  return {
    environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)] as const))
  }
}
